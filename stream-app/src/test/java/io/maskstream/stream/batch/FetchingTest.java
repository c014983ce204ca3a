package io.maskstream.stream.batch;

import static io.maskstream.stream.batch.EngineFixture.classified;
import static io.maskstream.stream.batch.EngineFixture.frame;
import static io.maskstream.stream.batch.EngineFixture.offer;
import static io.maskstream.stream.batch.EngineFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.RejectionReason;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.stream.Frame;
import io.maskstream.stream.fetch.ContentFetcher;
import io.maskstream.stream.fetch.ContentFetchers;
import io.maskstream.stream.fetch.ContentReference;
import io.maskstream.stream.fetch.FetchAttempt;
import io.maskstream.stream.fetch.FetchException;
import io.maskstream.stream.fetch.FetchSettings;
import io.maskstream.stream.infer.FakeModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames by reference on their way through the engine. A "store:" fetcher gives each content when the test lets it. */
@Timeout(60)
final class FetchingTest {

    private static final int THREADS = 2;
    private static final int SIZE = 10;

    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger fetched = new AtomicInteger();

    private final class Store implements ContentFetcher {
        @Override
        public Set<String> schemes() {
            return Set.of("store");
        }

        @Override
        public void fetch(ContentReference reference, FetchAttempt attempt) throws IOException, InterruptedException {
            gate.acquire();
            fetched.incrementAndGet();
            if (reference.uri().getSchemeSpecificPart().equals("none"))
                throw new FetchException(FetchException.Kind.FAILED, "no such thing");
            attempt.announce(SIZE);
            attempt.read(new ByteArrayInputStream(new byte[SIZE]));
        }
    }

    private EngineFixture fixture(long inflightBytes) {
        return fixture(inflightBytes, FakeModel.Behaviour.NONE);
    }

    private EngineFixture fixture(long inflightBytes, FakeModel.Behaviour behaviour) {
        FetchSettings settings = new FetchSettings(
                Set.of("store"),
                Set.of(),
                List.of(),
                false,
                new FetchSettings.Limits(Duration.ofSeconds(30), 3),
                THREADS);
        EngineFixture fixture = EngineFixture.on(
                1,
                EngineFixture.settings(8, Duration.ZERO, inflightBytes),
                new FakeDecoder(),
                ContentFetchers.of(settings, List.of(new Store())));
        fixture.install(behaviour);
        return fixture;
    }

    private static FrameTicket elsewhere(int id, String what, OptionalLong size) {
        Frame frame = Frame.builder("camera", Instant.EPOCH, EncodedImage.of(ByteBuffer.allocate(0)))
                .frameId(String.valueOf(id))
                .reference(new ContentReference(URI.create("store:" + what), size, Optional.empty()))
                .build();
        return new FrameTicket(new FramePosition("frames", 0, id), frame);
    }

    private static FrameTicket elsewhere(int id) {
        return elsewhere(id, "image", OptionalLong.of(SIZE));
    }

    @Test
    void aFrameByReferenceIsFetchedThenDecodedLikeEveryOther() throws InterruptedException {
        try (EngineFixture fixture = fixture(1 << 20)) {
            Lane lane = fixture.engine.lane("0_0");
            FrameTicket first = elsewhere(1);
            FrameTicket second = frame(2);
            offer(lane, first, second);
            classified(second);
            assertThat(first.isDone()).as("it waits for its content").isFalse();
            gate.release();
            assertThat(classified(first).results()).hasSize(1);
            fixture.awaitInFlight(0);
        }
    }

    @Test
    void noMoreAreAdmittedThanCanBeFetchedAtOnceWhileOthersAre() throws InterruptedException {
        try (EngineFixture fixture = fixture(1 << 20)) {
            Lane lane = fixture.engine.lane("0_0");
            offer(lane, elsewhere(0), elsewhere(1));
            FrameTicket third = elsewhere(2);
            assertThat(lane.offer(third)).isFalse();
            assertThat(lane.offer(frame(3))).isTrue();
            lane.offer(third);
            gate.release();
            while (!lane.offer(third)) lane.awaitProgress(Duration.ofHours(1));
            gate.release(2);
            classified(third);
        }
    }

    @Test
    void memoryIsReservedBeforeTheFetchAndFreeAfterIt() throws InterruptedException {
        // The limit of one image is far above what may be in flight: an unknown size takes all of it.
        try (EngineFixture fixture = fixture(100)) {
            Lane lane = fixture.engine.lane("0_0");
            Lane other = fixture.engine.lane("0_1");
            FrameTicket unknown = elsewhere(0, "image", OptionalLong.empty());
            offer(lane, unknown);
            assertThat(lane.offer(frame(1))).isFalse();
            assertThat(other.offer(elsewhere(2, "image", OptionalLong.of(SIZE))))
                    .as("nothing in flight")
                    .isTrue();
            assertThat(other.offer(frame(3))).isFalse();
            gate.release(2);
            classified(unknown);
            fixture.awaitInFlight(0);
            offer(lane, 10, 8);
            offer(other, frame(20), elsewhere(21));
            gate.release();
            fixture.awaitInFlight(0);
        }
    }

    @Test
    void whatAnUnknownSizeReservedTooMuchIsFreeAsSoonAsTheContentIsHere() throws InterruptedException {
        Gate model = new Gate();
        try (EngineFixture fixture = fixture(100, model)) {
            Lane lane = fixture.engine.lane("0_0");
            FrameTicket unknown = elsewhere(0, "image", OptionalLong.empty());
            offer(lane, unknown);
            assertThat(lane.offer(frame(1))).isFalse();
            gate.release();
            while (!lane.offer(frame(1))) lane.awaitProgress(Duration.ofHours(1));
            assertThat(unknown.isDone()).isFalse();
            model.open();
            fixture.awaitInFlight(0);
        }
    }

    @Test
    void aFailureIsRememberedForTheReplayEvenWhenItComesAfterTheLaneHasClosed() throws InterruptedException {
        try (EngineFixture fixture = fixture(1 << 20)) {
            Lane lane = fixture.engine.lane("0_0");
            FrameTicket none = elsewhere(5, "none", OptionalLong.empty());
            offer(lane, none);
            lane.close();
            gate.release();
            fixture.awaitInFlight(0);
            assertThat(none.isDone()).isFalse();

            Lane replay = fixture.engine.lane("0_0");
            FrameTicket again = elsewhere(5, "none", OptionalLong.empty());
            assertThat(replay.offer(again)).isTrue();
            assertThat(again.isDone()).as("without another fetch").isTrue();
            Outcome.Rejected rejected = rejected(again);
            assertThat(rejected.rejection().reason()).isEqualTo(RejectionReason.FETCH_FAILED);
            assertThat(rejected.rejection().message()).contains("no such thing");
            assertThat(rejected.attempts()).isEqualTo(1);
            assertThat(fetched).hasValue(1);
        }
    }

    @Test
    void closingTheEngineGivesUpWhatIsBeingFetched() {
        EngineFixture fixture = fixture(1 << 20);
        Lane lane = fixture.engine.lane("0_0");
        FrameTicket hanging = elsewhere(0);
        offer(lane, hanging);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(fixture::close);
        assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
        assertThat(hanging.isDone()).isFalse();
    }
}
