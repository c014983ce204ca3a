package io.maskstream.stream.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.maskstream.schemas.ClassPrediction;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ModelReference;
import io.maskstream.schemas.Timings;
import io.maskstream.stream.batch.FramePosition;
import io.maskstream.stream.emit.StepTypes.ResultIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResultsTest {

    private final StepFixture fixture = new StepFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aResultSaysWhatTheModelSaidAndWhereTheFrameCameFrom() {
        fixture.plain().pipe("a");
        assertThat(fixture.results())
                .containsExactly(Classification.newBuilder()
                        .setResultId("a")
                        .setFrameId("a")
                        .setSourceId("camera")
                        .setCaptureTime(StepFixture.NOW.minusSeconds(1))
                        .setPredictions(List.of(new ClassPrediction(1, 0, "label-0", 0.75f)))
                        .setStatus(ClassificationStatus.OK)
                        .setModel(new ModelReference("fake", "1", "sha", "cpu"))
                        .setSourceTopic("in")
                        .setSourcePartition(0)
                        .setSourceOffset(0)
                        .setInferenceTime(Instant.ofEpochSecond(5))
                        .setTimingsUs(new Timings(1_500_000L, 1_000L, 2_000L, 7_000L))
                        .setBatchSize(4)
                        .setAttributes(Map.of("place", "gate"))
                        .build());
    }

    @Test
    void aPredictionSetIsWrittenWhereThereIsOne() {
        fixture.plain().pipe("a set");
        assertThat(fixture.results())
                .extracting(Classification::getPredictionSet)
                .containsExactly(null, List.of("label-0", "x"));
    }

    @Test
    void aFrameWithRegionsHasAResultForEach() {
        fixture.plain().pipe("a/2");
        assertThat(fixture.results())
                .extracting(Classification::getResultId, Classification::getRoiId)
                .containsExactly(tuple("a-roi0", "roi0"), tuple("a-roi1", "roi1"));
    }

    @Test
    void aShedFrameHasAResultWithoutPredictionsForEachRegion() {
        fixture.plain().pipe("late/2");
        assertThat(fixture.results()).hasSize(2).allSatisfy(result -> {
            assertThat(result.getStatus()).isEqualTo(ClassificationStatus.SHED);
            assertThat(result.getShedReason()).isEqualTo("DEADLINE");
            assertThat(result.getPredictions()).isEmpty();
            assertThat(result.getModel()).isNull();
            assertThat(result.getTimingsUs()).isEqualTo(new Timings(1_500_000L, -1L, -1L, -1L));
        });
        assertThat(fixture.engine.events()).noneMatch(event -> event.startsWith("offered"));
    }

    @Test
    void anIdIsThePositionUnlessStepsBeforeMayHaveMultipliedTheRecord() {
        FramePosition position = new FramePosition("cameras", 2, 41);
        assertThat(ResultIds.POSITION.of("f7", position)).isEqualTo("cameras-2-41");
        assertThat(ResultIds.FRAME_ID.of("f7", position)).isEqualTo("f7");
        assertThat(ResultIds.FRAME_ID.of("", position.withPart(1))).isEqualTo("cameras-2-41.1");
        assertThat(ResultIds.POSITION.of("f7", new FramePosition("", -1, 3))).isEqualTo("f7");
    }
}
