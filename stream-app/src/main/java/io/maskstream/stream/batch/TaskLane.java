package io.maskstream.stream.batch;

import io.maskstream.stream.batch.InFlightBound.Share;
import io.maskstream.stream.journal.CrashJournal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A lane: the task's account with the bound, and the order of its frames. */
final class TaskLane implements Lane {

    private final String task;
    private final InFlightBound.Account account;
    private final ServingModel serving;
    private final MicroBatcher batcher;
    private final Fetching fetching;
    private final FrameJob.Completion completion;
    private final Set<Partition> begun = new HashSet<>();
    private long admitted;
    private long hurriedUpTo;
    private volatile boolean closed;

    private record Partition(String topic, int number) {}

    TaskLane(
            String task,
            InFlightBound.Account account,
            ServingModel serving,
            MicroBatcher batcher,
            Fetching fetching,
            FrameJob.Completion completion) {
        this.task = task;
        this.account = account;
        this.serving = serving;
        this.batcher = batcher;
        this.fetching = fetching;
        this.completion = completion;
    }

    @Override
    public boolean offer(FrameTicket ticket) {
        requireOpen();
        account.requireGoing();
        if (serving.current().isEmpty())
            throw new IllegalStateException(
                    this + ": no model is installed; Engine.install comes before the first frame");
        completion.quarantine().ifPresent(quarantine -> begin(quarantine.journal(), ticket.position()));
        Optional<Outcome.Rejected> verdict = completion.verdicts().find(task, ticket.position());
        if (verdict.isPresent()) {
            ticket.complete(verdict.get());
            account.frameDone();
            return true;
        }
        Share share = fetching.share(ticket.frame());
        if (!account.admit(share)) return false;
        fetching.submit(new FrameJob(ticket, share.bytes(), this, ++admitted, completion));
        return true;
    }

    /** A lane reads a partition from its committed offset on. */
    private void begin(CrashJournal journal, FramePosition at) {
        if (begun.add(new Partition(at.topic(), at.partition())))
            journal.beginsAt(task, at.topic(), at.partition(), at.offset());
    }

    @Override
    public void awaitProgress(Duration atMost) throws InterruptedException {
        requireOpen();
        account.awaitProgress(atMost);
    }

    @Override
    public void hurry() {
        requireOpen();
        batcher.hurry(this);
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        List<ImageJob> waiting = batcher.remove(this);
        waiting.forEach(ImageJob::dropped);
        account.close();
    }

    String task() {
        return task;
    }

    InFlightBound.Account account() {
        return account;
    }

    boolean isClosed() {
        return closed;
    }

    /** By the batcher, under its lock; on the StreamThread, which is the one that admits. */
    void hurryAdmitted() {
        hurriedUpTo = admitted;
    }

    /** By the batcher, under its lock. */
    long hurriedUpTo() {
        return hurriedUpTo;
    }

    private void requireOpen() {
        if (closed) throw new IllegalStateException("lane " + task + " is closed");
    }

    @Override
    public String toString() {
        return "lane " + task;
    }
}
