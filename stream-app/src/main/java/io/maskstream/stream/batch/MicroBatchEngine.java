package io.maskstream.stream.batch;

import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.stream.fetch.ContentFetchers;
import io.maskstream.stream.fetch.FetchPool;
import io.maskstream.stream.infer.BatchLimits;
import io.maskstream.stream.infer.CrashGuard;
import io.maskstream.stream.infer.DeviceWorkers;
import io.maskstream.stream.infer.EngineTime;
import io.maskstream.stream.infer.InferenceEvents;
import io.maskstream.stream.infer.InferenceJob;
import io.maskstream.stream.infer.InferenceSettings;
import io.maskstream.stream.infer.Quarantine;
import io.maskstream.stream.infer.Run;
import io.maskstream.stream.infer.ServedModel;
import io.maskstream.stream.infer.SuspectVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The engine: admission, decode pool, batcher and device workers, put together.
 *
 * <p>Images in flight are bounded by {@code inflightTime} times the rate of the slower of decoding and inference, but never
 * below two full batches a slot, and never above what keeps everybody busy: eight full batches a slot, or the images of two
 * frames for each thread that decodes or fetches, whichever is more. And a full batch is what a slot does in half of
 * {@code inflightTime} (and of {@code inferTimeout}), {@code maxBatch} at most. So what is in flight is done within about
 * {@code inflightTime}, however slow the model. Before anything is measured the rate is that of {@link
 * Engine#install(LoadedModel, Duration)}, or else a batch is {@code maxBatch}.
 *
 * <p>All threads are daemons: the engine lives in somebody else's JVM, and a hung native call must not keep it alive.
 */
public final class MicroBatchEngine implements Engine {

    private static final long FREE_SLABS_BYTES = 64L << 20;
    private static final int VERDICTS = 10_000;
    private static final int FEWEST_BATCHES = 2;
    private static final int MOST_BATCHES = 8;
    private static final int FRAMES_A_THREAD = 2;

    private final EngineSettings settings;
    private final EngineListener listener;
    private final List<DeviceSlot> slots;
    private final InFlightBound bound;
    private final ServingModel serving;
    private final MicroBatcher batcher;
    private final SlabPool slabs = new SlabPool(FREE_SLABS_BYTES);
    private final Optional<Quarantine> quarantine;
    private final FrameJob.Completion completion;
    private final DecodePool decoders;
    private final FetchPool fetches;
    private final Fetching fetching;
    private final DeviceWorkers workers;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    /** Asked several times a frame, under a lock; changes with what is measured, that is with every batch. */
    private volatile int maxImages;

    private MicroBatchEngine(
            EngineSettings settings,
            List<DeviceSlot> slots,
            EngineListener listener,
            FrameDecoder decoder,
            ContentFetchers fetchers,
            EngineTime time,
            Optional<CrashGuard> guard) {
        if (slots.isEmpty()) throw new IllegalArgumentException("slots: empty, an engine needs at least one");
        this.settings = settings;
        this.listener = listener;
        this.slots = List.copyOf(slots);
        this.fetches = new FetchPool(fetchers, settings.limits().maxBytes(), listener, time::now, this::fail);
        this.bound = new InFlightBound(() -> maxImages, settings.inflightBytes(), fetches.atOnce(), time);
        this.serving = new ServingModel(slots, new BatchLimits(settings.maxBatch(), maxBatchTime(settings)));
        this.batcher = new MicroBatcher(settings.linger(), time);
        this.maxImages = FEWEST_BATCHES * settings.maxBatch() * slots.size();
        InferenceSettings inference =
                new InferenceSettings(settings.inferTimeout(), settings.topK(), settings.predictionSet());
        this.quarantine = guard.map(by -> Quarantine.start(by, inference, new Events(), time, this::letIn));
        this.completion = new FrameJob.Completion(slabs, new Verdicts(VERDICTS), settings.minConfidence(), quarantine);
        this.decoders = new DecodePool(
                settings.decodeThreads(), new Decoding(decoder, serving, batcher, slabs, listener, time), this::fail);
        this.fetching = new Fetching(fetches, decoders);
        this.workers =
                DeviceWorkers.start(slots, batcher, new Events(), inference, time, guard.map(CrashGuard::journal));
    }

    /**
     * Starts the engine's threads; frames are admitted once a model is installed.
     *
     * @param slots of the runtime that loads the models, at least one
     * @param fetchers for frames by reference; closed with the engine
     */
    public static MicroBatchEngine start(
            EngineSettings settings, List<DeviceSlot> slots, EngineListener listener, ContentFetchers fetchers) {
        return start(settings, slots, listener, fetchers, Optional.empty());
    }

    /**
     * As {@link #start(EngineSettings, List, EngineListener, ContentFetchers)}, with a crash journal.
     *
     * @param guard closed by the caller, after the engine; its journal has a region for every slot and {@link
     *     DeviceWorkers#ABANDONED_AT_MOST} more, of {@code settings.maxBatch} frames
     */
    public static MicroBatchEngine start(
            EngineSettings settings,
            List<DeviceSlot> slots,
            EngineListener listener,
            ContentFetchers fetchers,
            Optional<CrashGuard> guard) {
        FrameDecoder decoder = new ImageFrameDecoder(settings.limits(), settings.jpeg());
        return start(settings, slots, listener, decoder, fetchers, EngineTime.SYSTEM, guard);
    }

    static MicroBatchEngine start(
            EngineSettings settings,
            List<DeviceSlot> slots,
            EngineListener listener,
            FrameDecoder decoder,
            ContentFetchers fetchers,
            EngineTime time,
            Optional<CrashGuard> guard) {
        return new MicroBatchEngine(settings, slots, listener, decoder, fetchers, time, guard);
    }

    @Override
    public Lane lane(String task) {
        quarantine.ifPresent(guard -> prepare(guard, task));
        return new TaskLane(task, bound.open(), serving, batcher, fetching, completion);
    }

    @Override
    public void install(LoadedModel model, Duration imageTime) {
        settings.requireCalibrated(model.spec());
        serving.install(model, imageTime);
        measure();
    }

    @Override
    public Optional<ModelIdentity> serving() {
        return serving.current().map(model -> identity(model, slots.get(0).device()));
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public int imagesInFlight() {
        return bound.images();
    }

    @Override
    public int imagesWaiting() {
        return batcher.waiting();
    }

    @Override
    public int imagesSuspected() {
        return quarantine.map(Quarantine::images).orElse(0);
    }

    @Override
    public void close() {
        bound.end(new EngineFailedException("the engine is closed"));
        batcher.close().forEach(ImageJob::dropped);
        fetches.close();
        decoders.close();
        quarantine.ifPresent(Quarantine::close);
        workers.close();
        serving.close();
    }

    /** For tests: what leaks must show. */
    SlabPool slabs() {
        return slabs;
    }

    /** A process that shared the journal's folder may have died, which is why its task is here now. */
    private void prepare(Quarantine guard, String task) {
        guard.journal().lookForTheDead();
        if (guard.journal().hasSuspects(task)) serving.lease().ifPresent(guard::prepare);
    }

    private void letIn(InferenceJob job) {
        if (!batcher.add(List.of((ImageJob) job))) job.dropped();
    }

    private void fail(Throwable cause) {
        if (!failure.compareAndSet(null, cause)) return;
        bound.end(new EngineFailedException("the engine failed: " + cause.getMessage(), cause));
        batcher.close().forEach(ImageJob::dropped);
    }

    /** Under a lock, so that what was measured of the model before does not replace what a new one may do. */
    private synchronized void measure() {
        Optional<ServedModel> model = serving.current();
        int batches = model.map(ServedModel::fullBatches).orElse(settings.maxBatch() * slots.size());
        double inference = model.map(ServedModel::imagesPerSecond).orElse(0.0);
        double decoding = decoders.imagesPerSecond();
        double rate = inference == 0 || decoding == 0 ? inference : Math.min(inference, decoding);
        double inTime = rate * settings.inflightTime().toNanos() / 1e9;
        int threads = Math.max(settings.decodeThreads(), fetches.atOnce());
        double busy = Math.max((double) MOST_BATCHES * batches, FRAMES_A_THREAD * threads * decoders.imagesPerFrame());
        maxImages = Math.max(Math.multiplyExact(FEWEST_BATCHES, batches), (int) Math.min(busy, inTime));
    }

    private static Duration maxBatchTime(EngineSettings settings) {
        Duration time = settings.inflightTime().compareTo(settings.inferTimeout()) < 0
                ? settings.inflightTime()
                : settings.inferTimeout();
        return time.dividedBy(2);
    }

    private static ModelIdentity identity(ServedModel model, String device) {
        return new ModelIdentity(model.spec().name(), model.spec().version(), model.sha256(), device);
    }

    private final class Events implements InferenceEvents {

        @Override
        public void ran(ServedModel model, Run run, Duration oldestWait) {
            measure();
            listener.onBatch(identity(model, run.device()), run.batchSize(), oldestWait, run.inference());
        }

        @Override
        public void abandoned(DeviceSlot slot) {
            listener.onWorkerAbandoned(slot.device());
        }

        @Override
        public void examined(SuspectVerdict verdict) {
            listener.onSuspect(verdict);
        }

        @Override
        public void failed(Throwable cause) {
            fail(cause);
        }
    }
}
