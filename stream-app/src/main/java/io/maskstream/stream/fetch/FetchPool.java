package io.maskstream.stream.fetch;

import io.maskstream.stream.fetch.FetchException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The threads that fetch, {@code maskstream-fetch-N}, and the one that watches their time; daemons, there only while they are used. Its queue is
 * bounded by whoever admits frames. Safe for many threads.
 *
 * <p>Pauses between attempts are 100 ms, 200 ms and so on, times a random 0.5 to 1.5, so that frames that failed together do not return together.
 */
public final class FetchPool implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;
    private static final int CLOSE_SECONDS = 10;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

    private final ContentFetchers fetchers;
    private final long maxBytes;
    private final FetchListener listener;
    private final InstantSource clock;
    private final Consumer<Throwable> broken;
    private final Set<Fetch> open = ConcurrentHashMap.newKeySet();
    /** Attempts that were given up, at what {@link System#nanoTime()}, and whose fetcher has not returned: each has a thread. */
    private final Map<FetchAttempt, Long> stuck = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;

    /**
     * @param fetchers are closed with this
     * @param maxBytes of one content
     * @param clock for frames' deadlines
     * @param broken gets what is no frame's fault
     */
    public FetchPool(
            ContentFetchers fetchers,
            long maxBytes,
            FetchListener listener,
            InstantSource clock,
            Consumer<Throwable> broken) {
        this.fetchers = fetchers;
        this.maxBytes = Math.min(maxBytes, Integer.MAX_VALUE - 8);
        this.listener = listener;
        this.clock = clock;
        this.broken = broken;
        int size = fetchers.settings().threads();
        this.threads = new ThreadPoolExecutor(
                size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("maskstream-fetch-"));
        threads.allowCoreThreadTimeOut(true);
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("maskstream-fetch-timer-"));
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Begins to fetch; returns at once.
     *
     * @param deadline after which the content is of no use
     * @param done called once, on a thread of the pool, or on the caller's or the closer's when the pool is closed; must return at once
     */
    public void fetch(ContentReference reference, Optional<Instant> deadline, Consumer<FetchResult> done) {
        Fetch fetch = new Fetch(this, reference, deadline, done);
        open.add(fetch);
        execute(fetch);
    }

    /** The memory that the content takes at most. */
    public long reservedBytes(ContentReference reference) {
        return Math.min(maxBytes, reference.sizeBytes().orElse(maxBytes));
    }

    /** Fetches that run at once. */
    public int atOnce() {
        return settings().threads();
    }

    /** Gives up what is under way, and waits for a moment until fetchers have returned. Idempotent. */
    @Override
    public void close() {
        threads.shutdown();
        timer.shutdownNow();
        List.copyOf(open).forEach(Fetch::cancelled);
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS))
                broken.accept(new IllegalStateException("a ContentFetcher does not return although it was cancelled"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fetchers.close();
    }

    /** @param attempts so far */
    void again(Fetch fetch, int attempts) {
        double jitter = ThreadLocalRandom.current().nextDouble(0.5, 1.5);
        Future<?> unused =
                after(Duration.ofMillis((long) (jitter * (PAUSE_MILLIS << (attempts - 1)))), () -> execute(fetch));
    }

    /** Not run any more when the pool is closed. */
    Future<?> after(Duration time, Runnable action) {
        try {
            return timer.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return new FutureTask<>(() -> null);
        }
    }

    private void execute(Fetch fetch) {
        try {
            threads.execute(fetch);
        } catch (RejectedExecutionException e) {
            fetch.cancelled();
        }
    }

    /** An attempt was given up, and cancelled. */
    void givenUp(FetchAttempt attempt) {
        stuck.put(attempt, System.nanoTime());
        // It adds first and asks then, its thread the other way round: one of the two takes it out.
        if (attempt.isReturned()) stuck.remove(attempt);
        Future<?> unused = after(patience(), this::requireThreads);
    }

    /** The fetcher of an attempt has returned. */
    void returned(FetchAttempt attempt) {
        stuck.remove(attempt);
    }

    /** With every thread in a fetcher that does not return, nothing is fetched any more and what waits never ends. */
    private void requireThreads() {
        long now = System.nanoTime();
        // Those that were cancelled a moment ago are about to return.
        long lost = stuck.values().stream()
                .filter(since -> now - since >= patience().toNanos())
                .count();
        if (lost >= atOnce())
            broken(new IllegalStateException("all " + atOnce() + " threads of maskstream.fetch.threads are in"
                    + " ContentFetchers that do not return although they were cancelled; look at the places that frames"
                    + " refer to (a network file system that hangs?)"));
    }

    /** From a cancellation until its fetcher counts as one that does not return; never so short that a busy machine is it. */
    private Duration patience() {
        Duration timeout = settings().limits().timeout();
        return timeout.compareTo(LEAST_PATIENCE) > 0 ? timeout : LEAST_PATIENCE;
    }

    ContentFetcher fetcher(ContentReference reference) throws FetchException {
        return fetchers.of(reference.uri());
    }

    void requireSize(ContentReference reference) throws FetchException {
        long size = reference.sizeBytes().orElse(0);
        if (size > maxBytes)
            throw new FetchException(
                    Kind.TOO_LARGE,
                    "content_ref.size_bytes is " + size + ", more than maskstream.frame.max.bytes = " + maxBytes);
    }

    FetchSettings settings() {
        return fetchers.settings();
    }

    long maxBytes() {
        return maxBytes;
    }

    FetchListener listener() {
        return listener;
    }

    Instant now() {
        return clock.instant();
    }

    void broken(Throwable cause) {
        broken.accept(cause);
    }

    boolean isOpen(Fetch fetch) {
        return open.contains(fetch);
    }

    boolean remove(Fetch fetch) {
        return open.remove(fetch);
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
