package io.maskstream.stream.commit;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.jspecify.annotations.Nullable;

/** A record's bytes as they were read: Kafka Streams keeps them from 4.1 on, so they are looked up when this is loaded. */
final class RawBytes {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final @Nullable MethodHandle KEY = getter("sourceRawKey");
    private static final @Nullable MethodHandle VALUE = getter("sourceRawValue");
    private static final @Nullable MethodHandle CONSTRUCTOR = constructor();

    private RawBytes() {}

    static boolean areKept() {
        return KEY != null && VALUE != null && CONSTRUCTOR != null;
    }

    static byte @Nullable [] key(ProcessorRecordContext context) {
        return bytes(KEY, context);
    }

    static byte @Nullable [] value(ProcessorRecordContext context) {
        return bytes(VALUE, context);
    }

    static ProcessorRecordContext copy(ProcessorRecordContext shared) {
        if (CONSTRUCTOR == null) return shared;
        try {
            return (ProcessorRecordContext) CONSTRUCTOR.invokeExact(
                    shared.timestamp(),
                    shared.offset(),
                    shared.partition(),
                    shared.topic(),
                    shared.headers(),
                    key(shared),
                    value(shared));
        } catch (Throwable e) {
            throw new IllegalStateException("the record context of Kafka Streams cannot be copied", e);
        }
    }

    /** In place of a raw key that is not kept: what Kafka's own serde of that type makes of it; empty for other types. */
    static Optional<byte[]> serialized(@Nullable Object key) {
        if (key == null) return Optional.empty();
        @SuppressWarnings("unchecked")
        Class<Object> type = (Class<Object>) key.getClass();
        try (Serde<Object> serde = Serdes.serdeFrom(type)) {
            return Optional.ofNullable(serde.serializer().serialize("", key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte @Nullable [] bytes(@Nullable MethodHandle getter, ProcessorRecordContext context) {
        if (getter == null) return null;
        try {
            return (byte[]) getter.invokeExact(context);
        } catch (Throwable e) {
            throw new IllegalStateException("the raw bytes of a record of Kafka Streams cannot be read", e);
        }
    }

    private static @Nullable MethodHandle getter(String name) {
        try {
            return LOOKUP.findVirtual(ProcessorRecordContext.class, name, MethodType.methodType(byte[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    private static @Nullable MethodHandle constructor() {
        try {
            return LOOKUP.findConstructor(
                    ProcessorRecordContext.class,
                    MethodType.methodType(
                            void.class,
                            long.class,
                            long.class,
                            int.class,
                            String.class,
                            Headers.class,
                            byte[].class,
                            byte[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
