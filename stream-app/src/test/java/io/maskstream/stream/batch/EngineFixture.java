package io.maskstream.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.image.Region;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.stream.Frame;
import io.maskstream.stream.NamedRegion;
import io.maskstream.stream.fetch.ContentFetchers;
import io.maskstream.stream.infer.CrashGuard;
import io.maskstream.stream.infer.FakeModel;
import io.maskstream.stream.infer.ManualTime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** An engine over fakes, its time moved by hand, and the frames that go in. */
final class EngineFixture implements AutoCloseable {

    static final Duration INFER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(5);

    final ManualTime time = new ManualTime();
    final MicroBatchEngine engine;
    private final List<FakeModel> models = new ArrayList<>();

    private EngineFixture(
            EngineSettings settings,
            List<DeviceSlot> slots,
            FrameDecoder decoder,
            ContentFetchers fetchers,
            Optional<CrashGuard> guard) {
        this.engine = MicroBatchEngine.start(settings, slots, EngineListener.NONE, decoder, fetchers, time, guard);
    }

    static EngineFixture on(int slots, EngineSettings settings, FrameDecoder decoder) {
        return on(slots, settings, decoder, ContentFetchers.NONE);
    }

    static EngineFixture on(int slots, EngineSettings settings, FrameDecoder decoder, ContentFetchers fetchers) {
        return new EngineFixture(settings, devices(slots), decoder, fetchers, Optional.empty());
    }

    static EngineFixture guarded(int slots, CrashGuard guard) {
        EngineSettings settings = settings(8, Duration.ZERO);
        return new EngineFixture(settings, devices(slots), new FakeDecoder(), ContentFetchers.NONE, Optional.of(guard));
    }

    private static List<DeviceSlot> devices(int slots) {
        return IntStream.range(0, slots)
                .mapToObj(i -> new DeviceSlot(i, "fake:" + i))
                .toList();
    }

    static EngineFixture on(int slots) {
        return on(slots, settings(8, Duration.ZERO), new FakeDecoder());
    }

    static EngineSettings settings(int maxBatch, Duration linger) {
        return settings(maxBatch, linger, 1 << 20);
    }

    static EngineSettings settings(int maxBatch, Duration linger, long inflightBytes) {
        return new EngineSettings(
                maxBatch,
                linger,
                Duration.ofSeconds(2),
                inflightBytes,
                2,
                ImageLimits.DEFAULT,
                JpegDecoding.AUTO,
                INFER_TIMEOUT,
                3,
                new MinConfidence.Fixed(0.5f),
                false);
    }

    FakeModel install(int version, FakeModel.Behaviour behaviour) {
        return install(new FakeModel(version, behaviour));
    }

    FakeModel install(FakeModel model) {
        models.add(model);
        engine.install(model);
        return model;
    }

    FakeModel install(FakeModel.Behaviour behaviour) {
        return install(1, behaviour);
    }

    static FrameTicket frame(int id) {
        return frame(id, "camera", 0);
    }

    static FrameTicket frame(int id, String source, int regions) {
        return frame(id, source, regions, 10);
    }

    static FrameTicket frame(int id, String source, int regions, int bytes) {
        List<NamedRegion> named = IntStream.range(0, regions)
                .mapToObj(i -> new NamedRegion("roi-" + i, new Region(i, 0, 1, 1)))
                .toList();
        Frame frame = Frame.builder(source, Instant.EPOCH, EncodedImage.of(ByteBuffer.allocate(bytes)))
                .frameId(String.valueOf(id))
                .regions(named)
                .build();
        return new FrameTicket(new FramePosition("frames", 0, id), frame);
    }

    /** Offers frames that must be admitted. */
    static List<FrameTicket> offer(Lane lane, FrameTicket... tickets) {
        for (FrameTicket ticket : tickets)
            assertThat(lane.offer(ticket)).as("admitted: " + ticket.position()).isTrue();
        return List.of(tickets);
    }

    static List<FrameTicket> offer(Lane lane, int firstId, int count) {
        return offer(
                lane,
                IntStream.range(firstId, firstId + count)
                        .mapToObj(EngineFixture::frame)
                        .toArray(FrameTicket[]::new));
    }

    static Outcome outcome(FrameTicket ticket) throws InterruptedException {
        assertThat(ticket.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("done: " + ticket.position())
                .isTrue();
        return ticket.outcome();
    }

    static Outcome.Classified classified(FrameTicket ticket) throws InterruptedException {
        Outcome outcome = outcome(ticket);
        assertThat(outcome).as(ticket.position().toString()).isInstanceOf(Outcome.Classified.class);
        return (Outcome.Classified) outcome;
    }

    static Outcome.Rejected rejected(FrameTicket ticket) throws InterruptedException {
        Outcome outcome = outcome(ticket);
        assertThat(outcome).as(ticket.position().toString()).isInstanceOf(Outcome.Rejected.class);
        return (Outcome.Rejected) outcome;
    }

    /** Waits on the lane, as a blocked StreamThread does, until that fails. */
    static EngineFailedException failureSeenBy(Lane lane) throws InterruptedException {
        try {
            while (true) lane.awaitProgress(Duration.ofHours(1));
        } catch (EngineFailedException e) {
            return e;
        }
    }

    void awaitWaiting(int images) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> engine.imagesWaiting() == images);
    }

    void awaitInFlight(int images) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> engine.imagesInFlight() == images);
    }

    /** Closes the engine and looks whether everything came back and no model was misused. */
    @Override
    public void close() {
        engine.close();
        assertThat(engine.slabs().outstanding()).as("slabs outstanding").isZero();
        assertThat(engine.imagesInFlight()).as("images in flight").isZero();
        for (FakeModel model : models) {
            assertThat(model.violations())
                    .as("violations of version " + model.spec().version())
                    .isEmpty();
            assertThat(model.isClosed())
                    .as("closed: version " + model.spec().version())
                    .isTrue();
        }
    }
}
