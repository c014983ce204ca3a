package io.maskstream.schemas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.NullMarked;

/**
 * A schema registry that speaks Confluent's API (Confluent's own, Apicurio under {@code /apis/ccompat/v7}, Karapace),
 * and the wire formats that use it: 0x00, the schema's id as a big-endian int32, the record's Avro binary.
 *
 * <p>Schemas are fetched when a record first names them and kept for good. Safe for many threads; nothing is asked before
 * the first record.
 */
@NullMarked
public final class SchemaRegistry {

    private final RegistryClient client;

    private SchemaRegistry(RegistryClient client) {
        this.client = client;
    }

    /**
     * @param url base URL, http or https; {@code user:password@} before the host is sent as basic authentication
     * @throws IllegalArgumentException when it is no such URL
     */
    public static SchemaRegistry at(String url) {
        return new SchemaRegistry(new RegistryClient(RegistryAddress.parse(url), RegistryClient.Patience.DEFAULT));
    }

    /** @param subject under which this library's schema is registered before the first record is encoded */
    public <T extends SpecificRecordBase> WireFormat<T> format(Class<T> type, String subject) {
        SpecificData model = SpecificData.getForClass(type);
        List<Schema> versions = SchemaVersions.of(type);
        // The published text, without the Java hints that generated classes carry.
        Schema published = versions.get(versions.size() - 1);
        return new ConfluentFormat<>(
                client, subject, model, Optional.of(new ConfluentFormat.Contract(model.getSchema(type), published)));
    }

    /**
     * Records as their writers made them, whatever their schema.
     *
     * @param subject under which a record's schema is registered before it is encoded
     */
    public WireFormat<GenericRecord> format(String subject) {
        return new ConfluentFormat<>(client, subject, new GenericData(), Optional.empty());
    }

    /** One format a topic; the subjects are named as Confluent's clients do by default: TOPIC-value or TOPIC-key. */
    <T extends SpecificRecordBase> Function<String, WireFormat<T>> formats(Class<T> type, boolean isKey) {
        Map<String, WireFormat<T>> byTopic = new ConcurrentHashMap<>();
        String suffix = isKey ? "-key" : "-value";
        return topic -> byTopic.computeIfAbsent(topic, t -> format(type, t + suffix));
    }
}
