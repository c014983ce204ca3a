package io.maskstream.stream.fetch;

import static io.maskstream.stream.fetch.Fetches.reference;
import static io.maskstream.stream.fetch.Fetches.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.RejectionReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With fetchers of a user's own, good and bad. */
@Timeout(60)
final class FetchPoolTest {

    private static final ContentReference REFERENCE = reference(URI.create("s3://bucket/a"));

    private record Store(Attempt attempt, AtomicBoolean closed) implements ContentFetcher {

        interface Attempt {
            void run(FetchAttempt attempt) throws IOException, InterruptedException;
        }

        Store(Attempt attempt) {
            this(attempt, new AtomicBoolean());
        }

        @Override
        public Set<String> schemes() {
            return Set.of("s3");
        }

        @Override
        public void fetch(ContentReference reference, FetchAttempt attempt) throws IOException, InterruptedException {
            this.attempt.run(attempt);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private static Fetches with(Store.Attempt attempt) {
        return Fetches.of(Fetches.only("s3"), new Store(attempt));
    }

    private static void give(FetchAttempt attempt) throws IOException {
        attempt.read(new ByteArrayInputStream(new byte[] {7}));
    }

    @Test
    void nothingIsAllowedByDefault() throws Exception {
        try (Fetches fetches = new Fetches(ContentFetchers.NONE)) {
            for (String uri : List.of("s3://bucket/a", "file:///etc/passwd", "http://127.0.0.1/", "jar:file:/a!/b"))
                assertThat(rejection(fetches.fetch(reference(URI.create(uri)))))
                        .satisfies(r -> assertThat(r.message()).contains("maskstream.fetch.schemes allows nothing"))
                        .satisfies(r -> assertThat(r.reason()).isEqualTo(RejectionReason.FETCH_REFUSED));
        }
    }

    @Test
    void aUsersFetcherIsUsedForItsSchemeAndClosed() throws Exception {
        Store store = new Store(FetchPoolTest::give);
        try (Fetches fetches = Fetches.of(Fetches.only("s3"), store)) {
            assertThat(Fetches.content(fetches.fetch(reference(URI.create("S3://bucket/a")))))
                    .containsExactly(7);
        }
        assertThat(store.closed()).isTrue();
    }

    @Test
    void schemesWithoutOrWithTwoFetchersAreRefusedAtTheStart() {
        assertThatThrownBy(() -> Fetches.of(Fetches.only("s3")))
                .hasMessageContaining("maskstream.fetch.schemes = s3")
                .hasMessageContaining("file, http, https");
        Store store = new Store(FetchPoolTest::give);
        assertThatThrownBy(() -> Fetches.of(Fetches.only("s3"), store, store)).hasMessageContaining("second");
    }

    @Test
    void oneThatIgnoresItsCancellationHoldsItsThreadButNotTheFrame() throws Exception {
        Semaphore stubborn = new Semaphore(0);
        try (Fetches fetches = with(attempt -> stubborn.acquireUninterruptibly())) {
            assertThat(rejection(fetches.fetch(REFERENCE)).reason()).isEqualTo(RejectionReason.FETCH_TIMEOUT);
            stubborn.release(100);
        }
    }

    @Test
    void whenNoThreadComesBackThePoolSaysSo() throws Exception {
        Semaphore stubborn = new Semaphore(0);
        Fetches fetches = with(attempt -> stubborn.acquireUninterruptibly());
        List<CompletableFuture<FetchResult>> hanging = new ArrayList<>();
        // Three attempts each: with four threads, the second has the last of them.
        for (int i = 0; i < 2; i++) hanging.add(fetches.begin(REFERENCE));
        Awaitility.await().until(() -> !fetches.broken.isEmpty());
        assertThat(fetches.broken.get(0)).hasMessageContaining("all 4 threads of maskstream.fetch.threads");
        stubborn.release(100);
        for (CompletableFuture<FetchResult> one : hanging) Fetches.result(one);
        fetches.pool.close();
    }

    @Test
    void timeLeftAndCancellationAreTold() throws Exception {
        Queue<Duration> left = new ConcurrentLinkedQueue<>();
        AtomicInteger cancelled = new AtomicInteger();
        try (Fetches fetches = with(attempt -> {
            left.add(attempt.timeLeft());
            attempt.onCancel(cancelled::incrementAndGet);
            new CountDownLatch(1).await();
        })) {
            fetches.fetch(REFERENCE);
            Awaitility.await().until(() -> cancelled.get() == 3);
        }
        assertThat(left).hasSize(3).allMatch(time -> time.compareTo(Fetches.TIMEOUT) <= 0);
    }

    @Test
    void anInterruptOfOneAttemptDoesNotMeetTheNext() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean early = new AtomicBoolean();
        FetchSettings one = new FetchSettings(
                Set.of("s3"), Set.of(), List.of(), false, new FetchSettings.Limits(Duration.ofMillis(20), 1), 1);
        try (Fetches fetches = Fetches.of(one, new Store(attempt -> {
            // Ends at about the moment in which it is given up.
            if (calls.getAndIncrement() % 2 == 0) {
                long end = System.nanoTime() + 20_000_000;
                while (System.nanoTime() < end) Thread.onSpinWait();
            } else if (Thread.currentThread().isInterrupted()
                    && !attempt.timeLeft().isZero()) early.set(true);
            give(attempt);
        }))) {
            for (int i = 0; i < 50; i++) {
                fetches.fetch(REFERENCE);
                fetches.fetch(REFERENCE);
            }
        }
        assertThat(early).as("interrupted while it had time").isFalse();
    }

    @Test
    void anUnexpectedExceptionIsTheFramesAndAnErrorIsNot() throws Exception {
        try (Fetches fetches = with(attempt -> {
            throw new IllegalStateException("a bug");
        })) {
            assertThat(rejection(fetches.fetch(REFERENCE)).message()).contains("failed unexpectedly", "a bug");
        }
        Fetches fetches = with(attempt -> {
            throw new LinkageError("no such class");
        });
        assertThat(fetches.fetch(REFERENCE)).isInstanceOf(FetchResult.Cancelled.class);
        assertThat(fetches.broken).singleElement().isInstanceOf(LinkageError.class);
        fetches.pool.close();
    }

    @Test
    void noMoreThanSoManyRunAtOnce() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        // Four have to meet, five times; a fifth one at once would be counted.
        CyclicBarrier four = new CyclicBarrier(4);
        Store meeting = new Store(attempt -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            meet(four);
            now.decrementAndGet();
            give(attempt);
        });
        try (Fetches fetches = Fetches.of(Fetches.settings(Set.of("s3"), Set.of(), List.of(), false), meeting)) {
            List<CompletableFuture<FetchResult>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) all.add(fetches.begin(REFERENCE));
            for (CompletableFuture<FetchResult> one : all) Fetches.content(Fetches.result(one));
            assertThat(most).hasValue(4);
        }
    }

    private static void meet(CyclicBarrier others) throws InterruptedException, IOException {
        try {
            others.await(10, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IOException("fewer ran at once", e);
        }
    }

    @Test
    void whatExpiresWhileItWaitsOrComesTooLateSaysSo() throws Exception {
        try (Fetches fetches = with(FetchPoolTest::give)) {
            assertThat(rejection(Fetches.result(
                            fetches.begin(REFERENCE, Instant.now().minusMillis(1)))))
                    .satisfies(r -> assertThat(r.reason()).isEqualTo(RejectionReason.FETCH_EXPIRED))
                    .satisfies(r -> assertThat(r.message()).contains("before attempt 1"));
            assertThat(fetches.attempts).isEmpty();
        }
        AtomicBoolean late = new AtomicBoolean();
        Instant now = Instant.now();
        ContentFetchers fetchers = ContentFetchers.of(Fetches.only("s3"), List.of(new Store(attempt -> {
            late.set(true);
            give(attempt);
        })));
        try (Fetches fetches = new Fetches(fetchers, () -> late.get() ? now.plusSeconds(60) : now)) {
            assertThat(rejection(Fetches.result(fetches.begin(REFERENCE, now.plusSeconds(30))))
                            .message())
                    .contains("came after that");
        }
    }

    @Test
    void itsThreadsEndWithIt() throws Exception {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        try (Fetches fetches = with(attempt -> {
            used.add(Thread.currentThread());
            give(attempt);
        })) {
            assertThat(fetches.pool.atOnce()).isEqualTo(4);
            Fetches.content(fetches.fetch(REFERENCE));
        }
        assertThat(used).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        });
    }
}
