package io.maskstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SerdeTest {

    @Test
    void everySerdeReadsWhatItWrote() {
        assertRoundTrip(FrameSerde.singleObject(), Examples.fullFrame());
        assertRoundTrip(ClassificationSerde.singleObject(), Examples.fullClassification());
        assertRoundTrip(ClassificationSerde.json(), Examples.fullClassification());
        assertRoundTrip(ModelAnnouncementSerde.singleObject(), Examples.fullAnnouncement());
    }

    @Test
    void aSerdeMadeByClassNameIsSingleObject() {
        FrameSerde byName = Utils.newInstance(FrameSerde.class);
        byName.configure(Map.of("bootstrap.servers", "nowhere:1"), false);

        assertThat(byName.serializer().serialize("frames", Examples.fullFrame()))
                .isEqualTo(WireFormat.singleObject(ImageFrame.class).encode(Examples.fullFrame()));
    }

    @Test
    void settingsWithoutRegistryAreSingleObject() {
        ClassificationSerde serde = ClassificationSerde.of(Optional::empty);

        assertThat(serde.serializer().serialize("labels", Examples.fullClassification()))
                .startsWith(0xC3, 0x01);
    }

    @Test
    void nullStaysNull() {
        assertThat(FrameSerde.singleObject().serializer().serialize("frames", null))
                .isNull();
        assertThat(FrameSerde.singleObject().deserializer().deserialize("frames", (byte[]) null))
                .isNull();
    }

    @Test
    void damageIsKafkasSerializationException() {
        assertThatThrownBy(() -> FrameSerde.singleObject().deserializer().deserialize("frames", new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("starts with 01 02 and has 3");
    }

    @Test
    void aRecordWithoutItsIdentityIsNotEncodable() {
        assertThatThrownBy(() -> FrameSerde.singleObject().serializer().serialize("frames", new ImageFrame()))
                .isInstanceOfSatisfying(
                        WireFormatException.class,
                        e -> assertThat(e.kind()).isEqualTo(WireFormatException.Kind.NOT_ENCODABLE));
    }

    private static <T> void assertRoundTrip(Serde<T> serde, T record) {
        byte[] bytes = serde.serializer().serialize("topic", record);
        assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(record);
    }
}
