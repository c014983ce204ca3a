package io.maskstream.it.bench;

import java.time.Duration;
import java.util.List;

/** Does images at a rate, in no time, and says that it did. */
final class FakeSide implements Side {

    private final String name;
    private final double perSecond;
    private final List<String> log;
    private long seen;
    private boolean isAlive = true;
    private boolean isClosed;

    /** @param log gets {@code NAME IMAGES} for each round */
    FakeSide(String name, double perSecond, List<String> log) {
        this.name = name;
        this.perSecond = perSecond;
        this.log = log;
    }

    @Override
    public Sample run(int images) {
        seen += images;
        log.add(name + " " + images);
        Duration time = Duration.ofNanos((long) (images / perSecond * 1e9));
        return new Sample(images, time, time);
    }

    long seen() {
        return seen;
    }

    void die() {
        isAlive = false;
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public boolean isAlive() {
        return isAlive;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
