package io.maskstream.stream.emit;

import io.maskstream.stream.commit.DrainStore;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** What Kafka Streams sees of a task's emitter. */
final class StepProcessor<K, V, R> implements FixedKeyProcessor<K, V, R> {

    /** Between looks at finished frames while nothing arrives: a part of the latency at low load. */
    private static final Duration EMIT_INTERVAL = Duration.ofMillis(5);

    private final ClassificationStep<K, V, R> step;
    private @Nullable OrderedEmitter<K, V, R> emitter;

    StepProcessor(ClassificationStep<K, V, R> step) {
        this.step = step;
    }

    @Override
    public void init(FixedKeyProcessorContext<K, R> context) {
        Duration drainBound = step.settings().streams().drainBound(context.appConfigs());
        DrainStore.Task task = DrainStore.bind(context, step.storeName(), () -> opened().drain());
        emitter = new OrderedEmitter<>(step, context, task, drainBound);
        context.schedule(EMIT_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> opened().emit());
    }

    @Override
    public void process(FixedKeyRecord<K, V> record) {
        opened().process(record);
    }

    @Override
    public void close() {
        if (emitter == null) return;
        emitter.close();
        emitter = null;
    }

    private OrderedEmitter<K, V, R> opened() {
        if (emitter == null) throw new IllegalStateException("step " + step.name() + " is not initialised");
        return emitter;
    }
}
