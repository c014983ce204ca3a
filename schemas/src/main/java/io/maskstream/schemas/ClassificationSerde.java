package io.maskstream.schemas;

import org.jspecify.annotations.NullMarked;

/**
 * {@link Classification} as Kafka's value. Made by class name it reads and writes Avro single-object encoding, or Confluent's
 * format where the properties have {@code schema.registry.url}. Safe for many threads.
 *
 * <p>Deserializing throws {@link WireFormatException} on bytes that are not such a record.
 */
@NullMarked
public final class ClassificationSerde extends RecordSerde<Classification> {

    public ClassificationSerde() {
        super(Classification.class);
    }

    private ClassificationSerde(WireFormat<Classification> format) {
        super(Classification.class, format);
    }

    private ClassificationSerde(WireSettings settings) {
        super(Classification.class, settings);
    }

    public static ClassificationSerde singleObject() {
        return new ClassificationSerde(WireFormat.singleObject(Classification.class));
    }

    /** In the format that the settings ask for. */
    public static ClassificationSerde of(WireSettings settings) {
        return new ClassificationSerde(settings);
    }

    /** Plain JSON, see {@link ClassificationJson}. */
    public static ClassificationSerde json() {
        return new ClassificationSerde(new ClassificationJson());
    }
}
