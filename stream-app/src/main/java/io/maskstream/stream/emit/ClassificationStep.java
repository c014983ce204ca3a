package io.maskstream.stream.emit;

import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.commit.DrainStore;
import java.util.Set;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * One classification step of a topology: a processor and its drain store for every task. Safe for many threads. A step has one
 * place in one topology.
 */
public final class ClassificationStep<K, V, R> implements FixedKeyProcessorSupplier<K, V, R> {

    private final String name;
    private final Engine engine;
    private final EmitSettings settings;
    private final StepTypes<K, V, R> types;
    private final OutcomeListener listener;
    private final Set<StoreBuilder<?>> stores;

    /**
     * @param name of the step, unique in its topology, the same in every version of the application
     * @param engine not closed by the step
     */
    public ClassificationStep(
            String name, Engine engine, EmitSettings settings, StepTypes<K, V, R> types, OutcomeListener listener) {
        this.name = name;
        this.engine = engine;
        this.settings = settings;
        this.types = types;
        this.listener = listener;
        this.stores = Set.of(DrainStore.builder(storeName()));
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return stores;
    }

    @Override
    public FixedKeyProcessor<K, V, R> get() {
        return new StepProcessor<>(this);
    }

    String name() {
        return name;
    }

    String storeName() {
        return name + "-drain";
    }

    Engine engine() {
        return engine;
    }

    EmitSettings settings() {
        return settings;
    }

    StepTypes<K, V, R> types() {
        return types;
    }

    OutcomeListener listener() {
        return listener;
    }
}
