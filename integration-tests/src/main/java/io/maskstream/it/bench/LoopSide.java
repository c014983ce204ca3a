package io.maskstream.it.bench;

import java.io.IOException;
import java.time.Duration;

/** A child that loops without Kafka. */
final class LoopSide implements Side {

    private final Child child;
    private final ProcessCost cost;
    private final String task;

    /** @param task the first word of its questions; images follow, the answer is nanoseconds */
    LoopSide(Child child, String task) {
        this.child = child;
        this.cost = new ProcessCost(child.pid());
        this.task = task;
    }

    @Override
    public Sample run(int images) throws IOException {
        Duration before = cost.cpu();
        long nanos = Long.parseLong(child.ask(task + " " + images));
        return new Sample(images, cost.cpu().minus(before), Duration.ofNanos(nanos));
    }

    /** The same process with another task. */
    LoopSide task(String other) {
        return new LoopSide(child, other);
    }

    /** The same process, that predicts a batch which it has decoded once. */
    LoopSide predicting() throws IOException {
        child.ask("run " + BareLoop.BATCH);
        return task("predict");
    }

    @Override
    public boolean isAlive() {
        return child.isAlive();
    }

    @Override
    public void close() {
        child.close();
    }
}
