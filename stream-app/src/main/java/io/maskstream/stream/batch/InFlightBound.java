package io.maskstream.stream.batch;

import io.maskstream.stream.infer.EngineTime;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in flight over all lanes, and who waits for it to become less. Safe for many threads.
 *
 * <p>An image counts from its admission until its inference completes, never until its result has left: a thread that is
 * blocked here must not wait for itself. The encoded bytes of a frame count until it has its outcome, a fetch until its content is here: what is
 * being fetched is bounded by the threads that fetch, so that a drain waits for none that has not begun.
 */
final class InFlightBound {

    private final IntSupplier maxImages;
    private final long maxBytes;
    private final int maxFetches;
    private final EngineTime time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Account> accounts = new LinkedHashSet<>();
    private int images;
    private long bytes;
    private int fetches;
    private @Nullable EngineFailedException end;

    /** @param maxImages asked at every admission; must return at once */
    InFlightBound(IntSupplier maxImages, long maxBytes, int maxFetches, EngineTime time) {
        this.maxImages = maxImages;
        this.maxBytes = maxBytes;
        this.maxFetches = maxFetches;
        this.time = time;
    }

    /** What a frame takes of the bound, or gives back. */
    record Share(int images, long bytes, int fetches) {

        static final Share NOTHING = new Share(0, 0, 0);
    }

    Account open() {
        lock.lock();
        try {
            throwIfEnded();
            Account account = new Account();
            accounts.add(account);
            return account;
        } finally {
            lock.unlock();
        }
    }

    int images() {
        lock.lock();
        try {
            return images;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is admitted any more and everybody who waits is woken. The first end stays. */
    void end(EngineFailedException why) {
        lock.lock();
        try {
            if (end == null) end = why;
            for (Account account : accounts) account.changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void throwIfEnded() {
        // A new one for every thread, so that the stack trace is the caller's.
        if (end != null) throw new EngineFailedException(String.valueOf(end.getMessage()), end);
    }

    private boolean fits(Share more) {
        return images + more.images() <= maxImages.getAsInt()
                && bytes + more.bytes() <= maxBytes
                && (more.fetches() == 0 || fetches + more.fetches() <= maxFetches);
    }

    /** One lane's part. */
    final class Account {

        private final Condition changed = lock.newCondition();
        private int frames;
        private boolean progressed;
        private Share refused = Share.NOTHING;

        /** @throws EngineFailedException when nothing is admitted any more */
        void requireGoing() {
            lock.lock();
            try {
                throwIfEnded();
            } finally {
                lock.unlock();
            }
        }

        /** A frame is always admitted when the lane has nothing in flight. */
        boolean admit(Share share) {
            lock.lock();
            try {
                throwIfEnded();
                if (frames > 0 && !fits(share)) {
                    refused = share;
                    return false;
                }
                refused = Share.NOTHING;
                frames++;
                images += share.images();
                bytes += share.bytes();
                fetches += share.fetches();
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** Images need the model no more, bytes the decoder, or a fetch its thread: there is room for others. */
        void leave(Share ended) {
            lock.lock();
            try {
                images -= ended.images();
                bytes -= ended.bytes();
                fetches -= ended.fetches();
                wakeRefused();
            } finally {
                lock.unlock();
            }
        }

        /** A frame has its outcome, or never gets one. */
        void frameEnded() {
            lock.lock();
            try {
                frames--;
                progressed();
            } finally {
                lock.unlock();
            }
        }

        /** A frame of this lane is done without ever having been in flight. */
        void frameDone() {
            lock.lock();
            try {
                progressed();
            } finally {
                lock.unlock();
            }
        }

        /**
         * Waits until a frame has ended since the last call, or the frame that was refused last would be admitted.
         * Progress that came before the call counts, so that no wake-up is lost between a refusal and the wait.
         */
        void awaitProgress(Duration atMost) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long deadline = time.nanos() + atMost.toNanos();
                while (!progressed && !wouldFitNow()) {
                    throwIfEnded();
                    long left = deadline - time.nanos();
                    if (left <= 0) return;
                    time.await(changed, left);
                }
                throwIfEnded();
                progressed = false;
                refused = Share.NOTHING;
            } finally {
                lock.unlock();
            }
        }

        /** What is in flight goes on counting until it ends. */
        void close() {
            lock.lock();
            try {
                accounts.remove(this);
                progressed();
            } finally {
                lock.unlock();
            }
        }

        private void progressed() {
            progressed = true;
            changed.signalAll();
        }

        private boolean wouldFitNow() {
            return refused.images() > 0 && fits(refused);
        }

        private void wakeRefused() {
            for (Account account : accounts) if (account.wouldFitNow()) account.changed.signalAll();
        }
    }
}
