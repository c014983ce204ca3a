package io.maskstream.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.NullMarked;

/** Records with every field set, none to its default, and with none set that need not be. */
@NullMarked
final class Examples {

    static final Instant MOMENT = Instant.parse("2026-01-31T12:00:00.000250Z");

    private Examples() {}

    /** By the name of their golden file. Maps have one entry: the order of several is not the format's business. */
    static Map<String, SpecificRecordBase> today() {
        return Map.of(
                "ImageFrame.v1.full", fullFrame(),
                "ImageFrame.v1.minimal", minimalFrame(),
                "Classification.v2.full", fullClassification(),
                "Classification.v2.minimal", minimalClassification(),
                "ModelAnnouncement.v1.full", fullAnnouncement(),
                "ModelAnnouncement.v1.minimal",
                        ModelAnnouncement.newBuilder()
                                .setName("dmc-nano")
                                .setVersion("1")
                                .build());
    }

    /** What the bytes of older versions are read as. */
    static Map<String, SpecificRecordBase> older() {
        return Map.of(
                "Classification.v1.full",
                Classification.newBuilder(fullClassification())
                        .setPredictionSet(null)
                        .build(),
                "Classification.v1.minimal",
                minimalClassification());
    }

    static ImageFrame fullFrame() {
        return ImageFrame.newBuilder()
                .setFrameId("frame-7")
                .setSourceId("cam-1")
                .setCaptureTime(MOMENT)
                .setEncoding(ImageEncoding.RAW_RGB24)
                .setWidth(2)
                .setHeight(1)
                .setContent(ByteBuffer.wrap(new byte[] {0, 1, 2, 127, -128, -1}))
                .setContentRef(ContentRef.newBuilder()
                        .setUri("s3://frames/7")
                        .setSizeBytes(5_000_000_000L)
                        .setSha256(ByteBuffer.wrap(new byte[] {(byte) 0xCA, (byte) 0xFE}))
                        .build())
                .setRoi(List.of(new RegionOfInterest("door", 1, 2, 30, 40), new RegionOfInterest("gate", -5, 6, 7, 8)))
                .setDeadline(MOMENT.plusMillis(250))
                .setAttributes(Map.of("site", "Zürich"))
                .build();
    }

    static ImageFrame minimalFrame() {
        return ImageFrame.newBuilder()
                .setFrameId("")
                .setSourceId("cam-1")
                .setCaptureTime(MOMENT)
                .build();
    }

    static Classification fullClassification() {
        return Classification.newBuilder()
                .setResultId("frames-2-42-door")
                .setFrameId("frame-7")
                .setSourceId("cam-1")
                .setCaptureTime(MOMENT)
                .setRoiId("door")
                .setPredictions(List.of(
                        new ClassPrediction(1, 9, "Ankle boot", 0.75f), new ClassPrediction(2, 5, "Sandal", 0.1f)))
                .setStatus(ClassificationStatus.LOW_CONFIDENCE)
                .setShedReason("AGE")
                .setModel(new ModelReference("dmc-nano", "3", "ab01", "cpu:0"))
                .setSourceTopic("frames")
                .setSourcePartition(2)
                .setSourceOffset(42)
                .setInferenceTime(MOMENT.plusMillis(9))
                .setTimingsUs(new Timings(1_000L, 200L, 3_000L, 40_000L))
                .setBatchSize(16)
                .setAttributes(Map.of("site", "Zürich"))
                .setPredictionSet(List.of("Ankle boot", "Sandal"))
                .build();
    }

    static Classification minimalClassification() {
        return Classification.newBuilder()
                .setResultId("frames-2-43")
                .setFrameId("frame-8")
                .setSourceId("cam-1")
                .setCaptureTime(MOMENT)
                .build();
    }

    static ModelAnnouncement fullAnnouncement() {
        return ModelAnnouncement.newBuilder()
                .setName("dmc-nano")
                .setVersion("4")
                .setAction(ModelAction.PROMOTE)
                .setSha256("ab01")
                .setAnnouncedAt(MOMENT)
                .setAnnouncedBy("nightly")
                .setAttributes(Map.of("ticket", "42"))
                .build();
    }
}
