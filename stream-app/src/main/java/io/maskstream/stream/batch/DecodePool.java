package io.maskstream.stream.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The threads that decode, named {@code maskstream-decode-N}, daemons. Its queue is bounded by whoever admits frames. What
 * a frame's decoding throws (an Error, or a bug of the engine) is never swallowed: it goes to {@code failed}.
 */
final class DecodePool implements AutoCloseable {

    private final Decoding decoding;
    private final Consumer<Throwable> failed;
    private final ThreadPoolExecutor threads;

    DecodePool(int size, Decoding decoding, Consumer<Throwable> failed) {
        this.decoding = decoding;
        this.failed = failed;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "maskstream-decode-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws EngineFailedException when the pool is closed; the frame is dropped */
    void submit(FrameJob job) {
        try {
            threads.execute(new Task(job));
        } catch (RejectedExecutionException e) {
            job.droppedWhole();
            throw new EngineFailedException("the engine is closed", e);
        }
    }

    /** Images a second of all threads together; 0 when nothing is measured yet. */
    double imagesPerSecond() {
        return decoding.throughput().imagesPerSecond() * threads.getCorePoolSize();
    }

    /** Of a frame that decodes, on average; at least 1. */
    double imagesPerFrame() {
        return Math.max(1, decoding.throughput().imagesPerObservation());
    }

    /** Drops what has not started, and waits for what has, for as long as a decoder takes. Idempotent. */
    @Override
    public void close() {
        threads.shutdown();
        List<Runnable> queued = new ArrayList<>();
        threads.getQueue().drainTo(queued);
        for (Runnable task : queued) if (task instanceof Task waiting) waiting.job.droppedWhole();
        try {
            // Limits on bytes and pixels bound the time of one image; this is for a decoder that hangs.
            if (!threads.awaitTermination(10, TimeUnit.SECONDS))
                failed.accept(new IllegalStateException("a decode thread does not end"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Task implements Runnable {

        private final FrameJob job;

        Task(FrameJob job) {
            this.job = job;
        }

        @Override
        public void run() {
            try {
                decoding.decode(job);
            } catch (Throwable e) {
                failed.accept(e);
            }
        }
    }
}
