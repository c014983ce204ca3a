package io.maskstream.model.data;

import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.Region;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.image.ScaledImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Batches of a data set, made by worker threads ahead of whoever takes them. Each item is read, resized, transformed
 * in 8 bits and normalised. For one thread; one pass at a time. At most {@code threads + 3} batches are in memory.
 */
public final class Loader implements AutoCloseable {

    private final Dataset dataset;
    private final Preprocessor preprocessor;
    private final PixelTransform transform;
    private final LoaderSettings settings;
    private final ExecutorService workers;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    public Loader(Dataset dataset, Preprocessor preprocessor, PixelTransform transform, LoaderSettings settings) {
        this.dataset = dataset;
        this.preprocessor = preprocessor;
        this.transform = transform;
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(settings.threads(), task -> {
            Thread thread = new Thread(task, "loader-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Full batches of a shuffled epoch: the rest is left out, since batch statistics of a few images are noise. */
    public int stepsPerEpoch() {
        return Math.max(1, dataset.size() / settings.batch());
    }

    /** A shuffled, transformed pass in full batches, from a step on (0: the whole epoch). */
    public Pass epoch(int epoch, int fromStep) {
        int[] order = IntStream.range(0, dataset.size()).toArray();
        Split.shuffle(order, ItemKey.ofEpoch(settings.seed(), epoch));
        return new Pass(order, epoch, fromStep, stepsPerEpoch());
    }

    /** Every item once in the data set's order; the last batch may be smaller. */
    public Pass inOrder() {
        int[] order = IntStream.range(0, dataset.size()).toArray();
        return new Pass(order, 0, 0, (dataset.size() + settings.batch() - 1) / settings.batch());
    }

    void recycle(ByteBuffer buffer) {
        free.add(buffer);
    }

    /** Ends the workers. Idempotent. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** One way through the data set. For the loader's thread; close it before the next one is opened. */
    public final class Pass implements AutoCloseable {

        private final int[] order;
        private final int epoch;
        private final int steps;
        private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
        private int nextTaken;
        private int nextSubmitted;

        private Pass(int[] order, int epoch, int fromStep, int steps) {
            this.order = order;
            this.epoch = epoch;
            this.steps = steps;
            this.nextTaken = fromStep;
            this.nextSubmitted = fromStep;
        }

        public boolean hasNext() {
            return nextTaken < steps;
        }

        /**
         * The next batch, which the caller closes; waits until it is ready.
         *
         * @throws DatasetException when an item cannot be read
         */
        public Batch next() throws InterruptedException {
            while (nextSubmitted < steps && ahead.size() < settings.threads() + 2) {
                int step = nextSubmitted++;
                ByteBuffer buffer = buffer();
                ahead.add(workers.submit(() -> fill(step, buffer)));
            }
            nextTaken++;
            try {
                return ahead.remove().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException r) throw r;
                throw new IllegalStateException(e.getCause());
            }
        }

        private ByteBuffer buffer() {
            ByteBuffer recycled = free.poll();
            if (recycled != null) return recycled;
            int bytes =
                    Math.multiplyExact(settings.batch(), preprocessor.input().floats() * Float.BYTES);
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }

        private Batch fill(int step, ByteBuffer buffer) {
            int from = step * settings.batch();
            int count = Math.min(settings.batch(), order.length - from);
            int[] labels = new int[count];
            FloatBuffer floats = buffer.asFloatBuffer();
            float[] slab = new float[preprocessor.input().floats()];
            for (int i = 0; i < count; i++) {
                int index = order[from + i];
                labels[i] = dataset.label(index);
                ItemKey key = new ItemKey(settings.seed(), epoch, index);
                ScaledImage image = dataset.image(index, (w, h) -> preprocessor.scale(transform.region(w, h, key)));
                Region region = transform.region(image.width(), image.height(), key);
                RgbImage resized = preprocessor.resize(image, region);
                RgbImage changed = transform.apply(resized, key);
                preprocessor.write(changed, changed.whole(), slab, 0);
                floats.put(i * slab.length, slab);
            }
            return new Batch(Loader.this, buffer, labels);
        }

        /** Gives up what is prepared and takes its memory back. Idempotent. */
        @Override
        public void close() {
            boolean interrupted = false;
            while (!ahead.isEmpty()) {
                Future<Batch> future = ahead.remove();
                try {
                    future.get().close();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | CancellationException e) {
                    // The buffer is dropped with the failed batch; next() reports failures, a pass given up does not.
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
