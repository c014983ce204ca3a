package io.maskstream.schemas;

import org.jspecify.annotations.NullMarked;

/**
 * {@link ImageFrame} as Kafka's value. Made by class name it reads and writes Avro single-object encoding, or Confluent's
 * format where the properties have {@code schema.registry.url}. Safe for many threads.
 *
 * <p>Deserializing throws {@link WireFormatException} on bytes that are not such a record.
 */
@NullMarked
public final class FrameSerde extends RecordSerde<ImageFrame> {

    public FrameSerde() {
        super(ImageFrame.class);
    }

    private FrameSerde(WireFormat<ImageFrame> format) {
        super(ImageFrame.class, format);
    }

    private FrameSerde(WireSettings settings) {
        super(ImageFrame.class, settings);
    }

    public static FrameSerde singleObject() {
        return new FrameSerde(WireFormat.singleObject(ImageFrame.class));
    }

    /** In the format that the settings ask for. */
    public static FrameSerde of(WireSettings settings) {
        return new FrameSerde(settings);
    }
}
