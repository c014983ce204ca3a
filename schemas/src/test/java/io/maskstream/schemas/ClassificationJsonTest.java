package io.maskstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class ClassificationJsonTest {

    private final ClassificationJson json = new ClassificationJson();

    @Test
    void writesEveryFieldByItsSchemaName() {
        assertThat(text(Examples.fullClassification()))
                .isEqualTo("{\"result_id\":\"frames-2-42-door\",\"frame_id\":\"frame-7\",\"source_id\":\"cam-1\","
                        + "\"capture_time\":\"2026-01-31T12:00:00.000250Z\",\"roi_id\":\"door\",\"predictions\":["
                        + "{\"rank\":1,\"class_id\":9,\"label\":\"Ankle boot\",\"confidence\":0.75},"
                        + "{\"rank\":2,\"class_id\":5,\"label\":\"Sandal\",\"confidence\":0.1}],"
                        + "\"status\":\"LOW_CONFIDENCE\",\"shed_reason\":\"AGE\",\"model\":{\"name\":\"dmc-nano\","
                        + "\"version\":\"3\",\"sha256\":\"ab01\",\"device\":\"cpu:0\"},\"source_topic\":\"frames\","
                        + "\"source_partition\":2,\"source_offset\":42,"
                        + "\"inference_time\":\"2026-01-31T12:00:00.009250Z\",\"timings_us\":{\"broker_wait\":1000,"
                        + "\"decode\":200,\"batch_wait\":3000,\"inference\":40000},\"batch_size\":16,"
                        + "\"attributes\":{\"site\":\"Zürich\"},\"prediction_set\":[\"Ankle boot\",\"Sandal\"]}");
    }

    @Test
    void writesWhatIsNotSetAsNull() {
        assertThat(text(Examples.minimalClassification()))
                .contains("\"roi_id\":null", "\"model\":null", "\"inference_time\":null", "\"predictions\":[]");
    }

    @Test
    void readsBackWhatItWrote() {
        assertThat(json.decode(json.encode(Examples.fullClassification()))).isEqualTo(Examples.fullClassification());
        assertThat(json.decode(json.encode(Examples.minimalClassification())))
                .isEqualTo(Examples.minimalClassification());
    }

    @Test
    void readsOtherVersionsUnknownFieldsIgnoredMissingOnesDefaulted() {
        Classification read = json.decode(("{\"result_id\":\"r\",\"frame_id\":\"f\",\"source_id\":\"s\","
                        + "\"capture_time\":\"2026-01-31T12:00:00.000250Z\",\"status\":\"BETTER\",\"further\":{}}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(read.getStatus()).isEqualTo(ClassificationStatus.UNKNOWN);
        assertThat(read.getSourcePartition()).isEqualTo(-1);
        assertThat(read.getTimingsUs().getInference()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{} {}",
                "{\"result_id\":7}",
                "{\"result_id\":\"r\"}",
                "{\"result_id\":\"r\",\"frame_id\":\"f\",\"source_id\":\"s\",\"capture_time\":\"yesterday\"}"
            })
    void anythingElseIsMalformed(String text) {
        assertThatThrownBy(() -> json.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        WireFormatException.class,
                        e -> assertThat(e.kind()).isEqualTo(WireFormatException.Kind.MALFORMED));
    }

    private String text(Classification classification) {
        return new String(json.encode(classification), StandardCharsets.UTF_8);
    }
}
