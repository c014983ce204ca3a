package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelArtifactTest {

    @TempDir
    Path temporary;

    private Path version = Path.of("");

    @BeforeEach
    void writeAnArtifact() throws IOException {
        version = ArtifactFixture.write(temporary.resolve("models"), "1").directory();
    }

    @Test
    void anAlteredFileIsRefused() throws IOException {
        Files.writeString(version.resolve("model.pt"), "not a madel");
        assertInvalid("model.pt", "SHA-256", "copy the directory again");
    }

    @Test
    void aFileOfAnotherSizeIsRefused() throws IOException {
        Files.writeString(version.resolve("model.pt"), "short");
        assertInvalid("model.pt", "its size is 5", "the manifest says 11");
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
        Files.delete(version.resolve("samples.npz"));
        assertInvalid("samples.npz", "is missing");
    }

    @Test
    void aLinkOutOfTheDirectoryIsRefused() throws IOException {
        Path outside = temporary.resolve("elsewhere.pt");
        Files.move(version.resolve("model.pt"), outside);
        Files.createSymbolicLink(version.resolve("model.pt"), outside);
        assertInvalid("model.pt", "elsewhere.pt", "must lie inside");
    }

    @Test
    void aLinkWithinTheDirectoryIsFollowed() throws IOException {
        Files.createDirectory(version.resolve("..data"));
        Files.move(version.resolve("model.pt"), version.resolve("..data/model.pt"));
        Files.createSymbolicLink(version.resolve("model.pt"), Path.of("..data/model.pt"));
        assertThat(ModelArtifact.read(version).verify().files()).contains("model.pt");
    }

    @Test
    void aSampleArchiveBeyondTheLimitIsRefusedUnread() throws IOException {
        long size = (256L << 20) + 1;
        try (var file = new RandomAccessFile(version.resolve("samples.npz").toFile(), "rw")) {
            file.setLength(size);
        }
        assertInvalid("samples.npz", "its size is " + size, "must be at most");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "model.pt" :           | "../model.pt" :          | files.../model.pt
            "model.pt" :           | "/etc/passwd" :          | plain name
            "model.pt" :           | "other.pt" :             | files.model.pt is missing
            "format" : 1           | "format" : 2             | format is 2, this program reads 1
            "format" : 1           | "format" : "1"           | format
            "format" : 1           | "format" : 1, "format" : 1 | Duplicate
            "name" : "tiny",       | ``                       | name is missing
            "name" : "tiny"        | "name" : "../tiny"       | name is "../tiny"
            "labels" : [ "cat"     | "labels" : [ ""          | labels[0]
            "labels" : [ "cat"     | "labels" : [ null        | labels[0] is missing
            "height" : 2           | "height" : 0             | height: 0, must be 1 to 4096
            "height" : 2           | "height" : 2.5           | input.height
            "height" : 2           | "height" : "2"           | input.height
            "temperature" : 1.5    | "temperature" : 0        | temperature: 0.0, must be above 0
            "confidence" : 0.875   | "confidence" : 1.5       | confidenceForRisk.confidence: 1.5, must be 0 to 1
            "confidence" : 0.875   | "other" : 1              | confidenceForRisk.confidence is missing
            "risk" : 0.01          | "risk" : 0               | confidenceForRisk.risk: 0.0, must be above 0
            "quantile" : 0.25      | "quantile" : -1          | conformal.quantile: -1.0, must be 0 to 1
            "quantile" : 0.25      | "quantile" : "0.25"      | conformal.quantile
            "coverage" : 0.95      | "coverage" : 1           | conformal.coverage: 1.0, must be above 0 and below 1
            "resize" : "COVER"     | "resize" : "SQUASH"      | resize is "SQUASH", must be one of [STRETCH, COVER, FIT]
            "std" : [ 0.2          | "std" : [ 0              | std: 0.0, must be above 0
            "mean" : [ 0.5         | "mean" : [ 1e99          | normalization.mean is Infinity
            "thresholds" : { }     | "thresholds" : {"cat":2} | thresholds.cat is 2.0, must be 0 to 1
            "bytes" : 11           | "bytes" : -1             | files.model.pt.bytes is -1
            "sha256" : "           | "sha256" : "X            | 64 lower-case hex digits
            "format" : 1           | "format"                 | is not JSON
            """)
    void aWrongFieldIsNamedWithItsValueAndRemedy(String part, String replacement, String message) throws IOException {
        Path manifest = version.resolve("manifest.json");
        String json = Files.readString(manifest);
        assertThat(json).contains(part);
        Files.writeString(manifest, json.replace(part, replacement));

        assertInvalid("manifest.json", message);
    }

    @Test
    void aModelNeedsNoCalibration() throws IOException {
        Path manifest = version.resolve("manifest.json");
        String json = Files.readString(manifest);
        int from = json.indexOf("  \"confidenceForRisk\"");
        int to = json.indexOf("  \"thresholds\"");
        Files.writeString(manifest, json.substring(0, from) + json.substring(to));
        ModelSpec spec = ModelArtifact.read(version).verify().spec();
        assertThat(spec).isEqualTo(ArtifactFixture.spec("1").withCalibration(Optional.empty(), Optional.empty()));
    }

    @Test
    void unknownFieldsAreLeftToLaterVersions() throws IOException {
        Path manifest = version.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"format\" : 1", "\"format\" : 1, \"new\" : {\"a\" : 1}"));
        assertThat(ModelArtifact.read(version).verify()).hasToString("tiny/1");
    }

    @Test
    void anEndlessManifestIsNotReadToItsEnd() throws IOException {
        try (var file = new RandomAccessFile(version.resolve("manifest.json").toFile(), "rw")) {
            file.setLength(1L << 33);
        }
        assertInvalid("manifest.json", "is larger than");
    }

    @Test
    void samplesMustHaveTheShapeOfTheSpec() throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("images", new Tensor(new long[] {1, 3, 2, 2}, new float[12]));
        arrays.put("logits", new Tensor(new long[] {1, 3}, new float[3]));
        replaceSamples(arrays);
        assertInvalidSamples("shape of logits", "[1, 3]", "[1, 2]");
    }

    @Test
    void samplesWithoutFiniteLogitsAreRefused() throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("images", new Tensor(new long[] {1, 3, 2, 2}, new float[12]));
        arrays.put("logits", new Tensor(new long[] {1, 2}, new float[] {1, Float.NaN}));
        replaceSamples(arrays);
        assertInvalidSamples("logits[1] is NaN");
    }

    @ParameterizedTest
    @CsvSource({"PK and no more of a zip", "nothing like it"})
    void samplesThatAreNoArchiveAreRefused(String content) throws IOException {
        Files.write(version.resolve("samples.npz"), content.getBytes(StandardCharsets.UTF_8));
        assertInvalidSamples("samples.npz");
    }

    private void replaceSamples(Map<String, Tensor> arrays) throws IOException {
        try (var out = Files.newOutputStream(version.resolve("samples.npz"))) {
            Npz.write(out, arrays);
        }
    }

    private void assertInvalid(String... parts) {
        assertThatThrownBy(() -> ModelArtifact.read(version).verify())
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.INVALID_ARTIFACT))
                .message()
                .contains(parts);
    }

    private void assertInvalidSamples(String... parts) {
        assertThatThrownBy(() -> ModelArtifact.read(version).samples())
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.INVALID_ARTIFACT))
                .message()
                .contains(parts);
    }
}
