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

    @Override
    public void close() {
        child.close();
    }
}
