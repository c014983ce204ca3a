package io.maskstream.stream.batch;

import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.stream.infer.Batch;
import io.maskstream.stream.infer.BatchSource;
import io.maskstream.stream.infer.EngineTime;
import io.maskstream.stream.infer.InferenceJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decoded images of all lanes, handed to idle workers as batches. Safe for many threads.
 *
 * <p>Work-conserving: an idle worker takes what is there at once, up to what its slot may take. With a linger it waits for
 * more, at most until the oldest image has waited so long, or a lane hurries. Never two models in a batch; the older goes
 * first. Bounded by whoever admits frames.
 */
final class MicroBatcher implements BatchSource {

    private final long lingerNanos;
    private final EngineTime time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** By the model's generation; none is empty. */
    private final TreeMap<Integer, Waiting> models = new TreeMap<>();

    private int images;
    private boolean closed;

    MicroBatcher(Duration linger, EngineTime time) {
        this.lingerNanos = linger.toNanos();
        this.time = time;
    }

    /** False when the lane or the batcher is closed: the images stay with the caller. */
    boolean add(List<ImageJob> ready) {
        lock.lock();
        try {
            for (ImageJob image : ready) if (closed || image.lane().isClosed()) return false;
            for (ImageJob image : ready) {
                models.computeIfAbsent(image.model().generation(), g -> new Waiting())
                        .add(image);
                images++;
            }
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Batch> take(DeviceSlot slot) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long soonest = Long.MAX_VALUE;
                for (Waiting waiting : models.values()) {
                    int room = waiting.queue.oldest().model().maxBatch(slot);
                    long left = waiting.lingersFor(room);
                    if (left <= 0) return Optional.of(poll(waiting, room));
                    soonest = Math.min(soonest, left);
                }
                if (soonest == Long.MAX_VALUE) changed.await();
                else time.await(changed, soonest);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Batch poll(Waiting waiting, int room) {
        List<InferenceJob> jobs = new ArrayList<>(Math.min(room, waiting.queue.size()));
        ImageJob first = waiting.queue.oldest();
        while (jobs.size() < room && !waiting.queue.isEmpty()) jobs.add(waiting.poll());
        images -= jobs.size();
        if (waiting.queue.isEmpty()) models.remove(first.model().generation());
        return new Batch(first.model(), jobs);
    }

    /** What waits of this lane, or was admitted and is still being decoded, does not linger. */
    void hurry(TaskLane lane) {
        if (lingerNanos == 0) return;
        lock.lock();
        try {
            lane.hurryAdmitted();
            for (Waiting waiting : models.values()) waiting.recount();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out what waits of a lane. */
    List<ImageJob> remove(TaskLane lane) {
        List<ImageJob> removed = new ArrayList<>();
        lock.lock();
        try {
            for (Iterator<Waiting> all = models.values().iterator(); all.hasNext(); ) {
                Waiting waiting = all.next();
                removed.addAll(waiting.remove(lane));
                if (waiting.queue.isEmpty()) all.remove();
            }
            images -= removed.size();
            return removed;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return images;
        } finally {
            lock.unlock();
        }
    }

    /** Workers get no more batches. Gives back what waits. Idempotent. */
    List<ImageJob> close() {
        List<ImageJob> left = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            for (Waiting waiting : models.values()) waiting.queue.images().forEach(left::add);
            models.clear();
            images = 0;
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** What waits for one model. */
    private final class Waiting {

        private FairQueue queue = new FairQueue();
        private int hurried;

        void add(ImageJob image) {
            queue.add(image);
            if (image.isHurried()) hurried++;
        }

        ImageJob poll() {
            ImageJob image = queue.poll();
            if (image.isHurried()) hurried--;
            return image;
        }

        void recount() {
            hurried = 0;
            for (ImageJob image : queue.images()) if (image.isHurried()) hurried++;
        }

        /** How long a worker that may take this many waits for more; 0 or less: not at all. */
        long lingersFor(int room) {
            if (lingerNanos == 0 || hurried > 0 || queue.size() >= room) return 0;
            return queue.oldest().readyNanos() + lingerNanos - time.nanos();
        }

        List<ImageJob> remove(TaskLane lane) {
            List<ImageJob> removed = new ArrayList<>();
            FairQueue kept = new FairQueue();
            for (ImageJob image : queue.images()) {
                if (image.lane().equals(lane)) removed.add(image);
                else kept.add(image);
            }
            if (!removed.isEmpty()) queue = kept;
            recount();
            return removed;
        }
    }
}
