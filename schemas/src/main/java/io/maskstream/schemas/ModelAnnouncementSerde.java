package io.maskstream.schemas;

import org.jspecify.annotations.NullMarked;

/**
 * {@link ModelAnnouncement} as Kafka's value. Made by class name it reads and writes Avro single-object encoding, or Confluent's
 * format where the properties have {@code schema.registry.url}. Safe for many threads.
 *
 * <p>Deserializing throws {@link WireFormatException} on bytes that are not such a record.
 */
@NullMarked
public final class ModelAnnouncementSerde extends RecordSerde<ModelAnnouncement> {

    public ModelAnnouncementSerde() {
        super(ModelAnnouncement.class);
    }

    private ModelAnnouncementSerde(WireFormat<ModelAnnouncement> format) {
        super(ModelAnnouncement.class, format);
    }

    private ModelAnnouncementSerde(WireSettings settings) {
        super(ModelAnnouncement.class, settings);
    }

    public static ModelAnnouncementSerde singleObject() {
        return new ModelAnnouncementSerde(WireFormat.singleObject(ModelAnnouncement.class));
    }

    /** In the format that the settings ask for. */
    public static ModelAnnouncementSerde of(WireSettings settings) {
        return new ModelAnnouncementSerde(settings);
    }
}
