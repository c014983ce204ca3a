package io.maskstream.stream.metrics;

import static io.maskstream.stream.metrics.MeterId.tagValue;

import io.maskstream.model.RejectionReason;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.EngineListener;
import io.maskstream.stream.batch.ModelIdentity;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.emit.OutcomeListener;
import io.maskstream.stream.fetch.FetchException;
import io.maskstream.stream.infer.SuspectVerdict;
import io.maskstream.stream.lifecycle.LifecycleListener;
import io.maskstream.stream.lifecycle.LifecycleStep;
import io.maskstream.stream.lifecycle.RejectedVersion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline's meters, those of docs/metrics.md. Safe for many threads; no call throws or looks a meter up by name.
 *
 * <p>One instance a registry: a second pipeline with the same registry would count into the same meters.
 */
public final class Meters implements EngineListener, LifecycleListener, OutcomeListener, AutoCloseable {

    static final int SHA256_DIGITS = 12;

    private final Registrar registrar;
    private final Counter ok;
    private final Counter lowConfidence;
    private final Counter shed;
    private final Counter deadLetter;
    private final Counter images;
    private final Map<RejectionReason, Counter> deadLetters = new EnumMap<>(RejectionReason.class);
    private final Sources shedSources;
    private final Counter formatDiffers;
    private final DistributionSummary batchImages;
    private final Timer brokerWait;
    private final Timer fetch;
    private final Counter fetched;
    private final Map<FetchException.Kind, Counter> fetchFailures = new EnumMap<>(FetchException.Kind.class);
    private final Timer decode;
    private final Timer batchWait;
    private final Timer inference;
    private final Timer modelLoad;
    private final Counter modelSwaps;
    private final Map<LifecycleStep, Counter> modelRejected = new EnumMap<>(LifecycleStep.class);
    private final Counter workersAbandoned;
    private final Map<SuspectVerdict, Counter> suspects = new EnumMap<>(SuspectVerdict.class);
    private @Nullable Gauge modelInfo;

    private Meters(Registrar registrar) {
        this.registrar = registrar;
        this.ok = registrar.counter(MeterId.FRAMES, "ok");
        this.lowConfidence = registrar.counter(MeterId.FRAMES, "low_confidence");
        this.shed = registrar.counter(MeterId.FRAMES, "shed");
        this.deadLetter = registrar.counter(MeterId.FRAMES, "dead_letter");
        this.images = registrar.counter(MeterId.IMAGES);
        // All at once, so that they exist at zero: an alert on a rate needs the sample before the first failure.
        for (RejectionReason reason : RejectionReason.values())
            deadLetters.put(
                    reason, registrar.counter(MeterId.DEAD_LETTERS, tagValue(reason.stage()), tagValue(reason)));
        this.shedSources = new Sources(registrar);
        this.formatDiffers = registrar.counter(MeterId.FORMAT_DIFFERS);
        this.batchImages = registrar.summary(MeterId.BATCH_IMAGES);
        this.brokerWait = registrar.timer(MeterId.BROKER_WAIT);
        this.fetch = registrar.timer(MeterId.FETCH);
        this.fetched = registrar.counter(MeterId.FETCH_ATTEMPTS, "ok");
        for (FetchException.Kind kind : FetchException.Kind.values())
            fetchFailures.put(kind, registrar.counter(MeterId.FETCH_ATTEMPTS, tagValue(kind)));
        this.decode = registrar.timer(MeterId.DECODE);
        this.batchWait = registrar.timer(MeterId.BATCH_WAIT);
        this.inference = registrar.timer(MeterId.INFERENCE);
        this.modelLoad = registrar.timer(MeterId.MODEL_LOAD);
        this.modelSwaps = registrar.counter(MeterId.MODEL_SWAPS);
        for (LifecycleStep step : LifecycleStep.values())
            modelRejected.put(step, registrar.counter(MeterId.MODEL_REJECTED, tagValue(step)));
        this.workersAbandoned = registrar.counter(MeterId.WORKERS_ABANDONED);
        for (SuspectVerdict verdict : SuspectVerdict.values())
            suspects.put(verdict, registrar.counter(MeterId.SUSPECTS_EXAMINED, tagValue(verdict)));
    }

    /** Registers the meters; {@link #close} takes them out again. */
    public static Meters on(MeterRegistry registry) {
        return new Meters(new Registrar(registry));
    }

    /** Shows how full an engine is. */
    public void watch(Engine engine) {
        registrar.gauge(MeterId.IMAGES_IN_FLIGHT, engine, Engine::imagesInFlight);
        registrar.gauge(MeterId.IMAGES_WAITING, engine, Engine::imagesWaiting);
        registrar.gauge(MeterId.SUSPECTS, engine, Engine::imagesSuspected);
    }

    /**
     * A frame ended.
     *
     * @param sourceId the camera; may be anything, only so many are told apart
     */
    @Override
    public void frame(Outcome outcome, String sourceId) {
        if (outcome instanceof Outcome.Classified classified) {
            boolean low = classified.results().stream().anyMatch(Outcome.RegionResult::lowConfidence);
            (low ? lowConfidence : ok).increment();
            images.increment(classified.results().size());
        } else if (outcome instanceof Outcome.Shed dropped) {
            shed.increment();
            shedSources.shed(sourceId, dropped.reason());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            deadLetter.increment();
            increment(deadLetters.get(rejected.rejection().reason()));
        }
    }

    /** @param wait from the record's timestamp; negative, because clocks differ: not recorded */
    @Override
    public void brokerWait(Duration wait) {
        brokerWait.record(wait);
    }

    @Override
    public void onFetchAttempt(Optional<FetchException.Kind> failure, Duration took) {
        fetch.record(took);
        increment(failure.isEmpty() ? fetched : fetchFailures.get(failure.get()));
    }

    @Override
    public void onDecoded(Duration time) {
        decode.record(time);
    }

    @Override
    public void onFormatDiffers() {
        formatDiffers.increment();
    }

    @Override
    public void onBatch(ModelIdentity model, int batch, Duration oldestWait, Duration took) {
        batchImages.record(batch);
        batchWait.record(oldestWait);
        inference.record(took);
    }

    @Override
    public void onWorkerAbandoned(String device) {
        workersAbandoned.increment();
    }

    @Override
    public void onSuspect(SuspectVerdict verdict) {
        increment(suspects.get(verdict));
    }

    @Override
    public synchronized void onServing(ModelIdentity model, Duration loadTime, Optional<ModelIdentity> before) {
        modelLoad.record(loadTime);
        if (before.isPresent()) modelSwaps.increment();
        Gauge old = modelInfo;
        if (old != null) registrar.remove(old);
        String sha256 = model.sha256();
        modelInfo = registrar.gauge(
                MeterId.MODEL_INFO,
                this,
                one -> 1,
                model.name(),
                model.version(),
                sha256.substring(0, Math.min(SHA256_DIGITS, sha256.length())));
    }

    @Override
    public void onRejected(RejectedVersion rejected) {
        increment(modelRejected.get(rejected.step()));
    }

    /** Takes the meters out of the registry, which may outlive the pipeline. Idempotent. */
    @Override
    public void close() {
        registrar.close();
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) counter.increment();
    }
}
