package io.maskstream.it.bench;

import java.io.IOException;
import java.time.Duration;

/** Another's consumer and producer between two topics. */
final class PeerSide implements Side {

    private final Child child;
    private final Traffic traffic;
    private final ProcessCost cost;

    PeerSide(Child child, Traffic traffic) {
        this.child = child;
        this.traffic = traffic;
        this.cost = new ProcessCost(child.pid());
    }

    @Override
    public Sample run(int images) throws IOException {
        try {
            Duration before = cost.cpu();
            long start = System.nanoTime();
            traffic.flood(images);
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            return new Sample(images, cost.cpu().minus(before), wall);
        } catch (IOException e) {
            throw new IOException("the peer failed: " + e.getMessage() + "; " + child.logTail(), e);
        }
    }

    @Override
    public boolean isAlive() {
        return child.isAlive();
    }

    @Override
    public void close() {
        try {
            traffic.close();
        } finally {
            child.close();
        }
    }
}
