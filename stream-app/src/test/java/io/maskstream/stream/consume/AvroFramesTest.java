package io.maskstream.stream.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.Stage;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.model.image.Region;
import io.maskstream.schemas.ContentRef;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.schemas.ModelAnnouncement;
import io.maskstream.schemas.RegionOfInterest;
import io.maskstream.schemas.WireFormat;
import io.maskstream.stream.Frame;
import io.maskstream.stream.NamedRegion;
import io.maskstream.stream.fetch.ContentReference;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class AvroFramesTest {

    private static final Instant CAPTURED = Instant.parse("2026-01-31T12:00:00.000250Z");

    private final FrameReader reader = FrameReader.of(new FrameReaderSettings.ImageFrames(Optional.empty()));

    @Test
    void carriesEveryFieldOver() {
        Frame frame = Records.frame(read(f -> f.setEncoding(io.maskstream.schemas.ImageEncoding.RAW_RGB24)
                .setWidth(2)
                .setHeight(1)
                .setRoi(List.of(new RegionOfInterest("door", -1, 2, 3, 4)))
                .setDeadline(CAPTURED.plusSeconds(1))
                .setAttributes(Map.of("site", "north"))));

        assertThat(frame.frameId()).isEqualTo("7");
        assertThat(frame.sourceId()).isEqualTo("cam-1");
        assertThat(frame.captureTime()).isEqualTo(CAPTURED);
        assertThat(Records.content(frame)).isEqualTo(Records.IMAGE);
        assertThat(frame.image().declared()).isEqualTo(ImageEncoding.RAW_RGB24);
        assertThat(frame.image().width()).hasValue(2);
        assertThat(frame.image().height()).hasValue(1);
        assertThat(frame.regions()).containsExactly(new NamedRegion("door", new Region(-1, 2, 3, 4)));
        assertThat(frame.deadline()).contains(CAPTURED.plusSeconds(1));
        assertThat(frame.attributes()).containsExactly(Map.entry("site", "north"));
    }

    @Test
    void takesAFrameWithNothingOptional() {
        Frame frame = Records.frame(read(f -> {}));

        assertThat(frame.image().declared()).isEqualTo(ImageEncoding.UNKNOWN);
        assertThat(frame.image().width()).isEmpty();
        assertThat(frame.regions()).isEmpty();
        assertThat(frame.deadline()).isEmpty();
    }

    @Test
    void theContractsEncodingsAreTheModels() {
        for (io.maskstream.schemas.ImageEncoding encoding : io.maskstream.schemas.ImageEncoding.values())
            assertThat(Records.frame(read(
                                    f -> f.setEncoding(encoding).setWidth(1).setHeight(1)))
                            .image()
                            .declared()
                            .name())
                    .isEqualTo(encoding.name());
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                broken("source_id is empty", f -> f.setSourceId("")),
                broken("none is", f -> f.setContent(null)),
                broken(
                        "content_ref.uri is no URI",
                        f -> f.setContent(null).setContentRef(new ContentRef("a b", 1L, null))),
                broken(
                        "content_ref.uri is not absolute",
                        f -> f.setContent(null).setContentRef(new ContentRef("/a", 1L, null))),
                broken(
                        "content_ref.size_bytes is -2",
                        f -> f.setContent(null).setContentRef(new ContentRef("s3://x", -2L, null))),
                broken(
                        "content_ref.sha256 has 3 bytes",
                        f -> f.setContent(null)
                                .setContentRef(new ContentRef("s3://x", 1L, ByteBuffer.wrap(new byte[3])))),
                broken("both are", f -> f.setContentRef(new ContentRef("s3://x", 1L, null))),
                broken(
                        "width is null, encoding RAW_GRAY8 needs it",
                        f -> f.setEncoding(io.maskstream.schemas.ImageEncoding.RAW_GRAY8)
                                .setHeight(1)),
                broken(
                        "height is null, encoding RAW_RGB24 needs it",
                        f -> f.setEncoding(io.maskstream.schemas.ImageEncoding.RAW_RGB24)
                                .setWidth(1)),
                broken("width is 0", f -> f.setWidth(0)),
                broken("height is -4", f -> f.setHeight(-4)),
                broken("two regions of id a", f -> f.setRoi(List.of(region("a"), region("b"), region("a")))),
                broken("region without id", f -> f.setRoi(List.of(region("")))),
                broken("1025 regions, must be at most 1024", f -> f.setRoi(regions(AvroFrames.MAX_REGIONS + 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRules")
    void aFrameThatBreaksTheContractIsInvalid(String message, Consumer<ImageFrame.Builder> breaking) {
        Rejection rejection = Records.rejection(read(breaking));

        assertThat(rejection.reason()).isEqualTo(RejectionReason.INVALID_FRAME);
        assertThat(rejection.stage()).isEqualTo(Stage.DESERIALIZE);
        assertThat(rejection.message()).contains(message);
    }

    @Test
    void asManyRegionsAsAllowedAreTaken() {
        assertThat(Records.frame(read(f -> f.setRoi(regions(AvroFrames.MAX_REGIONS))))
                        .images())
                .isEqualTo(AvroFrames.MAX_REGIONS);
    }

    @Test
    void contentThatLiesElsewhereIsAReference() {
        byte[] sha256 = new byte[32];
        sha256[0] = (byte) 0xAB;
        Frame frame = Records.frame(read(f -> f.setContent(null)
                .setEncoding(io.maskstream.schemas.ImageEncoding.RAW_GRAY8)
                .setWidth(2)
                .setHeight(3)
                .setContentRef(new ContentRef("https://images.test/a", 6L, ByteBuffer.wrap(sha256)))));

        ContentReference reference = frame.reference().orElseThrow();
        assertThat(reference.uri()).hasToString("https://images.test/a");
        assertThat(reference.sizeBytes()).hasValue(6);
        assertThat(reference.sha256()).contains("ab" + "00".repeat(31));
        Frame fetched = frame.fetched(ByteBuffer.wrap(Records.IMAGE));
        assertThat(fetched.reference()).isEmpty();
        assertThat(Records.content(fetched)).isEqualTo(Records.IMAGE);
        assertThat(fetched.image().declared()).isEqualTo(ImageEncoding.RAW_GRAY8);
        assertThat(fetched.image().height()).hasValue(3);
        assertThat(fetched.frameId()).isEqualTo("7");
    }

    @Test
    void aReferenceNeedsNeitherSizeNorHash() {
        ContentReference reference = Records.frame(
                        read(f -> f.setContent(null).setContentRef(new ContentRef("s3://x", -1L, null))))
                .reference()
                .orElseThrow();
        assertThat(reference.sizeBytes()).isEmpty();
        assertThat(reference.sha256()).isEmpty();
    }

    @Test
    void aNullValueIsRejected() {
        assertThat(Records.rejection(reader.read(Records.of(null))).reason()).isEqualTo(RejectionReason.NULL_VALUE);
    }

    @Test
    void bytesThatAreNoRecordAreMalformed() {
        Rejection rejection = Records.rejection(reader.read(Records.of(Records.IMAGE)));

        assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED_RECORD);
        assertThat(rejection.cause()).isPresent();
    }

    @Test
    void aFingerprintThatIsNotKnownIsAnUnknownSchema() {
        byte[] other = WireFormat.singleObject(ModelAnnouncement.class)
                .encode(ModelAnnouncement.newBuilder()
                        .setName("m")
                        .setVersion("1")
                        .build());

        assertThat(Records.rejection(reader.read(Records.of(other))).reason())
                .isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
    }

    private ReadResult read(Consumer<ImageFrame.Builder> change) {
        ImageFrame.Builder frame = ImageFrame.newBuilder()
                .setFrameId("7")
                .setSourceId("cam-1")
                .setCaptureTime(CAPTURED)
                .setContent(ByteBuffer.wrap(Records.IMAGE));
        change.accept(frame);
        return reader.read(Records.of(WireFormat.singleObject(ImageFrame.class).encode(frame.build())));
    }

    private static Arguments broken(String message, Consumer<ImageFrame.Builder> breaking) {
        return Arguments.of(message, breaking);
    }

    private static RegionOfInterest region(String id) {
        return new RegionOfInterest(id, 0, 0, 1, 1);
    }

    private static List<RegionOfInterest> regions(int count) {
        List<RegionOfInterest> regions = new ArrayList<>();
        for (int i = 0; i < count; i++) regions.add(region("r" + i));
        return regions;
    }
}
