package io.maskstream.model.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.InputShape;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.artifact.Metric;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Weights;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.model.runtime.SampleCheck;
import io.maskstream.model.runtime.TorchScriptRuntime;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelExportTest {

    private static final NetworkSpec NETWORK = NetworkPreset.DMC_PICO.spec(3).withMask(MaskKind.KERNEL);
    private static final Weights WEIGHTS = RandomNetwork.weights(NETWORK, 11);
    private static final ModelSpec MODEL = new ModelSpec(
            "signs",
            "1.0",
            List.of("stop", "yield", "go"),
            new InputShape(3, 32, 32),
            new Normalization(List.of(0.5f, 0.4f, 0.3f), List.of(0.2f, 0.3f, 0.4f)),
            ResizeRule.COVER,
            1.3f);
    private static final Metric TOP1 = new Metric("top1", "signs", "test", 0.9, Optional.empty());

    @TempDir
    private Path models;

    @Test
    void aServingRuntimeTakesTheArtifact() throws IOException {
        ModelExport.write(request(8), models);

        ModelArtifact artifact = ModelArtifact.read(models.resolve("signs/1.0")).verify();
        assertThat(artifact.spec()).isEqualTo(MODEL);
        assertThat(artifact.files()).containsExactly("model.pt", "weights.npz", "samples.npz");
        assertThat(artifact.metrics()).containsExactly(TOP1);
        assertThat(artifact.samples().count()).isEqualTo(8);
        try (TorchScriptRuntime runtime = TorchScriptRuntime.open(DeviceRequest.ONE_CPU, 8);
                LoadedModel loaded = runtime.load(artifact)) {
            SampleCheck.run(loaded, runtime.slots());
        }
    }

    @Test
    void theSamplesLogitsAreTheNetworks() throws IOException {
        ModelArtifact artifact = ModelExport.write(request(2), models);
        assertThat(artifact.samples().logits())
                .isEqualTo(RandomNetwork.logits(NETWORK, WEIGHTS, RandomNetwork.images(2, 32), 2, MODEL.input()));
    }

    @Test
    void theWeightsAreKeptInNeutralForm() throws IOException {
        ModelArtifact artifact = ModelExport.write(request(1), models);
        Weights read = Weights.read(artifact.directory().resolve("weights.npz"));
        assertThat(read.tensors()).containsOnlyKeys(WEIGHTS.tensors().keySet());
        WEIGHTS.tensors().forEach((name, tensor) -> {
            assertThat(read.get(name).shape()).as(name).isEqualTo(tensor.shape());
            assertThat(read.get(name).values()).as(name).isEqualTo(tensor.values());
        });
    }

    @Test
    void theProvenanceNamesTheNetworkAndItsSwitches() throws IOException {
        assertThat(ModelExport.write(request(2), models).provenance())
                .containsExactly(
                        Map.entry("seed", "11"),
                        Map.entry("network", "dmc-pico"),
                        Map.entry("network.block", "masked"),
                        Map.entry("network.stages", "8x2[3d1,3d2,3d3] 16x2[3d1,3d2,3d3] 32x2[3d1,3d2,3d3]"),
                        Map.entry("network.stem.stride", "1"),
                        Map.entry("network.mask", "kernel"),
                        Map.entry("network.selection", "dynamic"),
                        Map.entry("network.enhancement", "dynamic"),
                        Map.entry("network.zero.init.residual", "false"),
                        Map.entry("network.parameters", "74621"),
                        Map.entry("network.mmacs", "9.01"),
                        Map.entry("network.script", "fast"));
    }

    @Test
    void aVersionIsNeverOverwrittenAndAFailureLeavesNone() throws IOException {
        Weights other = RandomNetwork.weights(NETWORK.withMask(MaskKind.OFF), 1);
        ExportRequest wrong = new ExportRequest(NETWORK, other, MODEL, samples(1), List.of(), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelExport.write(wrong, models))
                .withMessageContaining("blocks.0.mb.mask.fc1.weight is missing");
        assertThat(models.resolve("signs/1.0")).doesNotExist();
        ModelExport.write(request(1), models);
        assertThatThrownBy(() -> ModelExport.write(request(1), models)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aRequestThatContradictsItselfIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ExportRequest(NETWORK.withClasses(4), WEIGHTS, MODEL, samples(1), List.of(), Map.of()))
                .withMessageContaining("labels: 3, the network has 4 classes");
        for (float[] samples : List.of(new float[0], new float[3071]))
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ExportRequest(NETWORK, WEIGHTS, MODEL, samples, List.of(), Map.of()))
                    .withMessageContaining("samples: " + samples.length + " floats")
                    .withMessageContaining("3x32x32");
    }

    @Test
    void anArchiveThatSaysSomethingElseIsNamedWithSampleAndClass() {
        float[] network = {1, 2, 3, 100, 200, 300};
        assertThatNoException()
                .isThrownBy(() -> ExportCheck.requireSame(MODEL, network, new float[] {1, 2, 3, 100, 200.01f, 300}));
        for (float wrong : new float[] {200.1f, Float.NaN})
            assertThatThrownBy(() -> ExportCheck.requireSame(MODEL, network, new float[] {1, 2, 3, 100, wrong, 300}))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("signs/1.0: sample 1, class 1 (yield): the archive says " + wrong);
    }

    private static ExportRequest request(int count) {
        return new ExportRequest(NETWORK, WEIGHTS, MODEL, samples(count), List.of(TOP1), Map.of("seed", "11"));
    }

    private static float[] samples(int count) {
        return RandomNetwork.images(count, 32);
    }
}
