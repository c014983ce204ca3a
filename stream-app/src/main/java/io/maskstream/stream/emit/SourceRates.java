package io.maskstream.stream.emit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each source of a task, one second deep. Time is the records' own: a backlog that is caught up is not shed
 * for coming fast, and a replay decides as the first time. Sources that were silent longest are forgotten. One thread.
 */
final class SourceRates {

    private static final int SOURCES = 10_000;

    private final double perSecond;
    private final double capacity;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > SOURCES;
        }
    };

    SourceRates(double perSecond) {
        this.perSecond = perSecond;
        // Less than one frame a second must still let one through.
        this.capacity = Math.max(1, perSecond);
    }

    boolean admits(String sourceId, long millis) {
        return buckets.computeIfAbsent(sourceId, id -> new Bucket(millis)).take(millis);
    }

    private final class Bucket {

        private double tokens = capacity;
        private long latest;

        Bucket(long millis) {
            this.latest = millis;
        }

        boolean take(long millis) {
            // Records may come out of order; time that was counted is not counted again.
            if (millis > latest) {
                tokens = Math.min(capacity, tokens + (millis - latest) * perSecond / 1000);
                latest = millis;
            }
            if (tokens < 1) return false;
            tokens--;
            return true;
        }
    }
}
