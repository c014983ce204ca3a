package io.maskstream.model.artifact;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json} field by field, as Jackson sees it: anything may be absent here. {@link ManifestReader} says
 * what is missing. Unknown fields are left to later versions.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ManifestJson(
        @Nullable Integer format,
        @Nullable String name,
        @Nullable String version,
        @Nullable List<@Nullable String> labels,
        @Nullable Input input,
        @Nullable Normalize normalization,
        @Nullable String resize,
        @Nullable Float temperature,
        @Nullable Risk confidenceForRisk,
        @Nullable Sets conformal,
        @Nullable Map<String, @Nullable Double> thresholds,
        @Nullable Map<String, @Nullable File> files,
        @Nullable List<@Nullable Measured> metrics,
        @Nullable Map<String, @Nullable String> provenance) {

    /** The format that this code writes and the newest that it reads. */
    static final int FORMAT = 1;

    // Coercions off: "32" is not a number.
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(10_000)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    record Input(
            @Nullable Integer channels,
            @Nullable Integer height,
            @Nullable Integer width) {}

    record Normalize(
            @Nullable List<@Nullable Float> mean, @Nullable List<@Nullable Float> std) {}

    record Risk(@Nullable Double risk, @Nullable Double confidence) {}

    record Sets(@Nullable Double coverage, @Nullable Double quantile) {}

    record File(@Nullable Long bytes, @Nullable String sha256) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Measured(
            @Nullable String name,
            @Nullable String dataSet,
            @Nullable String split,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {}
}
