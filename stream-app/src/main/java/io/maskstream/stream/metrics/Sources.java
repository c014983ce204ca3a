package io.maskstream.stream.metrics;

import static io.maskstream.stream.metrics.MeterId.tagValue;

import io.maskstream.stream.batch.Outcome.ShedReason;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of shed frames by source. Sources name themselves, so the number of time series is bounded here: the first
 * that shed get their own. Safe for many threads.
 */
final class Sources {

    static final int MAX = 100;
    static final String OTHER = "other";
    private static final int MAX_NAME_LENGTH = 100;

    private final Registrar registrar;
    private final Map<ShedReason, Counter> others;
    private final Map<String, Map<ShedReason, Counter>> named = new ConcurrentHashMap<>();

    Sources(Registrar registrar) {
        this.registrar = registrar;
        this.others = counters(OTHER);
    }

    void shed(String source, ShedReason reason) {
        Map<ShedReason, Counter> known = named.get(source);
        Counter counter = (known == null ? first(source) : known).get(reason);
        if (counter != null) counter.increment();
    }

    private Map<ShedReason, Counter> first(String source) {
        if (named.size() >= MAX || source.length() > MAX_NAME_LENGTH) return others;
        synchronized (this) {
            if (named.size() >= MAX) return others;
            try {
                return named.computeIfAbsent(source, this::counters);
            } catch (RuntimeException e) {
                // A registry of the embedding program refuses the name; the frame goes on.
                return others;
            }
        }
    }

    private Map<ShedReason, Counter> counters(String source) {
        Map<ShedReason, Counter> counters = new EnumMap<>(ShedReason.class);
        for (ShedReason reason : ShedReason.values())
            counters.put(reason, registrar.counter(MeterId.FRAMES_SHED, tagValue(reason), source));
        return counters;
    }
}
