package io.maskstream.schemas;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A record's serde over a {@link WireFormat}; null stays null. Safe for many threads once configured.
 *
 * @param <T> the record
 */
@NullMarked
abstract class RecordSerde<T extends SpecificRecordBase> implements Serde<T> {

    /** The key of Kafka properties by which a serde made by class name finds its registry. */
    private static final String REGISTRY_KEY = "schema.registry.url";

    private final Class<T> type;
    private final boolean configurable;
    private volatile Function<String, WireFormat<T>> formatOfTopic;

    /** Made by class name: {@link #configure} decides. */
    RecordSerde(Class<T> type) {
        WireFormat<T> singleObject = WireFormat.singleObject(type);
        this.type = type;
        this.configurable = true;
        this.formatOfTopic = topic -> singleObject;
    }

    /** Made by code: what Kafka's properties say does not matter. */
    RecordSerde(Class<T> type, WireFormat<T> format) {
        this.type = type;
        this.configurable = false;
        this.formatOfTopic = topic -> format;
    }

    RecordSerde(Class<T> type, WireSettings settings) {
        this.type = type;
        this.configurable = false;
        this.formatOfTopic = settings.schemaRegistryUrl()
                .map(url -> registry(url, false))
                .orElseGet(() -> {
                    WireFormat<T> singleObject = WireFormat.singleObject(type);
                    return topic -> singleObject;
                });
    }

    private Function<String, WireFormat<T>> registry(String url, boolean isKey) {
        return SchemaRegistry.at(url).formats(type, isKey);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (!configurable) return;
        Optional.ofNullable(configs.get(REGISTRY_KEY))
                .ifPresent(url -> formatOfTopic = registry(url.toString(), isKey));
    }

    @Override
    public Serializer<T> serializer() {
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, @Nullable T record) {
                return record == null ? null : formatOfTopic.apply(topic).encode(record);
            }
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return new Deserializer<>() {
            @Override
            public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
                return bytes == null ? null : formatOfTopic.apply(topic).decode(bytes);
            }
        };
    }
}
