package io.maskstream.stream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;

/** Registers declared meters, and takes them out of the registry again. Safe for many threads. */
final class Registrar implements AutoCloseable {

    /** From half a millisecond to ten minutes, in steps of about two: enough for percentiles across many processes. */
    private static final Duration[] TIMES = {
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
    };

    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    private final MeterRegistry registry;
    private final Queue<Meter> registered = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Registrar(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param tagValues in the order of the declared tags */
    Counter counter(MeterId id, String... tagValues) {
        return kept(Counter.builder(id.meterName())
                .description(id.description())
                .tags(tags(id, tagValues))
                .register(registry));
    }

    Timer timer(MeterId id) {
        return kept(Timer.builder(id.meterName())
                .description(id.description())
                .serviceLevelObjectives(TIMES)
                .register(registry));
    }

    DistributionSummary summary(MeterId id) {
        return kept(DistributionSummary.builder(id.meterName())
                .description(id.description())
                .baseUnit(id.unit())
                .serviceLevelObjectives(SIZES)
                .register(registry));
    }

    /** @param source is not kept alive by the gauge */
    <T> Gauge gauge(MeterId id, T source, ToDoubleFunction<T> value, String... tagValues) {
        Gauge.Builder<T> gauge = Gauge.builder(id.meterName(), source, value)
                .description(id.description())
                .tags(tags(id, tagValues));
        return kept((id.unit().isEmpty() ? gauge : gauge.baseUnit(id.unit())).register(registry));
    }

    void remove(Meter meter) {
        registered.remove(meter);
        registry.remove(meter);
    }

    /** The registry may outlive the pipeline. Idempotent. */
    @Override
    public void close() {
        closed = true;
        for (Meter meter = registered.poll(); meter != null; meter = registered.poll()) registry.remove(meter);
    }

    private <M extends Meter> M kept(M meter) {
        registered.add(meter);
        // A frame that ends late must not bring a meter back.
        if (closed) close();
        return meter;
    }

    private static Tags tags(MeterId id, String... values) {
        if (values.length != id.tags().size())
            throw new IllegalArgumentException(
                    id + " has the tags " + id.tags() + ", not " + values.length + " of them");
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) tags.add(Tag.of(id.tags().get(i), values[i]));
        return Tags.of(tags);
    }
}
