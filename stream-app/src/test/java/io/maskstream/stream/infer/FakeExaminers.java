package io.maskstream.stream.infer;

import io.maskstream.model.ModelSpec;
import io.maskstream.stream.quarantine.Examination;
import io.maskstream.stream.quarantine.Examiner;
import io.maskstream.stream.quarantine.ExaminerUnavailableException;
import io.maskstream.stream.quarantine.Examiners;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Children that run a {@link FakeModel}, and die, fail or hang on the tags that a test names. */
public final class FakeExaminers implements Examiners {

    private final Queue<Integer> examined = new ConcurrentLinkedQueue<>();
    private final Set<Integer> once = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile Set<Integer> killers = Set.of();
    private volatile Set<Integer> failing = Set.of();
    private volatile Set<Integer> hangs = Set.of();
    private volatile boolean unavailable;

    public void killedBy(Integer... tags) {
        killers = Set.of(tags);
    }

    public void killedOnceBy(int tag) {
        once.add(tag);
    }

    public void failingOn(int tag) {
        failing = Set.of(tag);
    }

    public void hangingOn(int tag) {
        hangs = Set.of(tag);
    }

    public void awaitHanging() throws InterruptedException {
        if (!hanging.await(20, TimeUnit.SECONDS)) throw new AssertionError("no examination hangs");
    }

    public void unavailable() {
        unavailable = true;
    }

    /** Tags, without the control's, in order. */
    public List<Integer> examined() {
        return List.copyOf(examined);
    }

    /** How many were asked for. */
    public int opened() {
        return opened.get();
    }

    /** How many are not closed. */
    public int open() {
        return open.get();
    }

    @Override
    public Examiner open(ModelSpec spec, String sha256) {
        opened.incrementAndGet();
        if (unavailable) throw new ExaminerUnavailableException("of a test");
        open.incrementAndGet();
        return new Fake();
    }

    private final class Fake implements Examiner {

        private boolean closed;
        private boolean dead;

        @Override
        public Examination examine(float[] pixels, Duration timeout) throws InterruptedException {
            if (closed || dead) throw new AssertionError("examined after its end");
            int tag = (int) pixels[2];
            if (tag != FakeModel.CONTROL) examined.add(tag);
            if (hangs.contains(tag)) {
                hanging.countDown();
                new CountDownLatch(1).await();
            }
            dead = true;
            if (killers.contains(tag) || once.remove(tag)) return new Examination.Killed("signal 11");
            if (failing.contains(tag)) return new Examination.Failed("no");
            dead = false;
            float[] logits = new float[FakeModel.LABELS.size()];
            logits[(int) pixels[0]] = 10;
            return new Examination.Survived(logits);
        }

        @Override
        public boolean isAlive() {
            return !dead;
        }

        @Override
        public void close() {
            if (!closed) open.decrementAndGet();
            closed = true;
        }
    }
}
