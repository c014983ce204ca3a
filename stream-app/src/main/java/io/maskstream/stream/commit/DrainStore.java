package io.maskstream.stream.commit;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.errors.internals.FailedProcessingException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorContextImpl;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps nothing: Streams flushes it, as it flushes its caches, before it reads the offsets that a task is
 * about to commit, and that is when the task's frames in flight have to leave. Only this class and {@link RawBytes} know Kafka's internals.
 *
 * <p>Owned by one task; used by its StreamThread only. On a standby task it exists without a processor and does nothing.
 */
public final class DrainStore implements StateStore, CachedStateStore<Object, Object> {

    private static final Serializer<byte[]> BYTES = new ByteArraySerializer();

    private final String name;
    private boolean open;
    private @Nullable Runnable drain;

    private DrainStore(String name) {
        this.name = name;
    }

    /** Of the store of one classification step; for {@code ProcessorSupplier.stores()}. */
    public static StoreBuilder<DrainStore> builder(String name) {
        return new Builder(name);
    }

    /**
     * Binds a task's drain to its store; first thing in {@code Processor.init}.
     *
     * @param drain called before every commit of the task's offsets; what it throws stops the commit
     * @throws UnsupportedStreamsException when Streams does not call it
     */
    public static Task bind(FixedKeyProcessorContext<?, ?> context, String name, Runnable drain) {
        StreamsVersion.running().requireTested();
        if (!(context instanceof ProcessorContextImpl internal))
            throw new UnsupportedStreamsException(
                    "processor context " + context.getClass().getName()
                            + ": only a task of Kafka Streams (or of TopologyTestDriver) drains before it commits");
        DrainStore store = context.getStateStore(name);
        if (store.drain != null)
            throw new UnsupportedStreamsException("the classification step of store " + name
                    + " is used twice in one topology; make one with a name of its own for each place");
        store.proveThatStreamsFlushes(internal);
        store.drain = drain;
        return new Task(internal, store);
    }

    /** Streams' own way to a store before a commit; when it stops leading here, records would be lost silently. */
    private void proveThatStreamsFlushes(ProcessorContextImpl context) {
        boolean[] called = {false};
        drain = () -> called[0] = true;
        try {
            context.stateManager().flushCache();
        } finally {
            drain = null;
        }
        if (!called[0])
            throw new UnsupportedStreamsException("kafka-streams "
                    + StreamsVersion.running().version() + " does not flush store " + name + " before it commits");
    }

    @Override
    public void flushCache() {
        Runnable bound = drain;
        if (bound != null) bound.run();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    /** Nothing to clear: a task that is recycled was drained or is read again. */
    @Override
    public void clearCache() {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    /** Abstract up to Kafka Streams 4.2. */
    @Override
    @SuppressWarnings("deprecation")
    public void flush() {}

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** A classification step's place in its task: what it may do there besides {@code forward}. For the StreamThread. */
    public static final class Task {

        private final ProcessorContextImpl context;
        private final DrainStore store;
        private final ProcessorNode<?, ?, ?, ?> node;

        private Task(ProcessorContextImpl context, DrainStore store) {
            this.context = context;
            this.store = store;
            this.node = context.currentNode();
        }

        /**
         * Where the record in {@code process()} comes from. First thing there: sink sends clear the raw bytes.
         *
         * @param key of the record, for a Streams that does not keep its bytes
         */
        public Origin origin(@Nullable Object key) {
            return new Origin(context.recordContext(), key);
        }

        /** Runs an action as if the record were being processed now, whatever is; then puts everything back. */
        public void runAs(Origin origin, Runnable action) {
            ProcessorNode<?, ?, ?, ?> currentNode = context.currentNode();
            ProcessorRecordContext currentRecord = context.recordContext();
            context.setCurrentNode(node);
            context.setRecordContext(origin.context);
            try {
                action.run();
            } finally {
                context.setRecordContext(currentRecord);
                context.setCurrentNode(currentNode);
            }
        }

        /** Sends with the task's own producer, hence in its transaction, past the topology's children. */
        @SuppressWarnings("unchecked") // Nothing is forwarded through it.
        public void send(ProducerRecord<byte[], byte[]> record) {
            context.recordCollector()
                    .send(
                            record.topic(),
                            record.key(),
                            record.value(),
                            record.headers(),
                            record.partition(),
                            record.timestamp(),
                            BYTES,
                            BYTES,
                            node.name(),
                            (InternalProcessorContext<Void, Void>) (InternalProcessorContext<?, ?>) context);
        }

        /**
         * The failure in a form that ends the task whatever exception handlers are configured: they would be asked
         * about the record that happens to be in {@code process()}, and could drop it.
         */
        public RuntimeException fatal(RuntimeException failure) {
            if (failure instanceof FailedProcessingException || failure instanceof TaskMigratedException)
                return failure;
            // Under exactly-once Streams would commit the thread's other tasks together with what this one has sent.
            if (failure instanceof TaskCorruptedException)
                return new TaskMigratedException(node.name() + ": " + failure.getMessage(), failure);
            return new FailedProcessingException(node.name(), failure);
        }

        /** Nothing is in flight any more; for {@code Processor.close}. */
        public void release() {
            store.drain = null;
        }
    }

    /** A record's identity and raw bytes, kept while it is in flight. Immutable; the arrays are not copied. */
    public static final class Origin {

        private final @Nullable ProcessorRecordContext context;
        private final @Nullable Object key;

        private Origin(@Nullable ProcessorRecordContext shared, @Nullable Object key) {
            this.key = key;
            // A copy: Streams clears the raw bytes of the shared one as soon as any sink has sent the record.
            this.context = shared == null ? null : RawBytes.copy(shared);
        }

        /** Empty where the record does not come from a topic: punctuated, or forwarded without a context. */
        public Optional<String> topic() {
            return context == null || context.offset() < 0 ? Optional.empty() : Optional.ofNullable(context.topic());
        }

        /** -1 without a topic. */
        public int partition() {
            return context == null ? -1 : context.partition();
        }

        /** -1 without a topic. */
        public long offset() {
            return context == null ? -1 : context.offset();
        }

        /** Empty where the record has none; before Kafka Streams 4.1 also when its type is not one of Kafka's own serdes. */
        public Optional<byte[]> rawKey() {
            if (!RawBytes.areKept()) return RawBytes.serialized(key);
            return context == null ? Optional.empty() : Optional.ofNullable(RawBytes.key(context));
        }

        /** Bytes of the record's value as it was read; 0 where they are not known. */
        public int rawValueSize() {
            byte[] value = context == null ? null : RawBytes.value(context);
            return value == null ? 0 : value.length;
        }
    }

    /** Compared by identity, not a record: two steps of one name are then two stores of one name, which Streams refuses. */
    private static final class Builder implements StoreBuilder<DrainStore> {

        private final String name;

        Builder(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public DrainStore build() {
            return new DrainStore(name);
        }

        @Override
        public StoreBuilder<DrainStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<DrainStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<DrainStore> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("logging of " + name + ": it keeps nothing that could be logged");
        }

        @Override
        public StoreBuilder<DrainStore> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
