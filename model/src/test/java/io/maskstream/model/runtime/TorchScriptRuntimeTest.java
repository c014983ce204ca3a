package io.maskstream.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through libtorch, on the CPU. */
class TorchScriptRuntimeTest {

    private static final ModelSpec SPEC = TinyModel.spec("tiny", "1", 8);
    private static final TorchScriptRuntime RUNTIME =
            TorchScriptRuntime.open(DeviceRequest.parse("cpu", OptionalInt.of(2)), 8);

    @TempDir
    Path models;

    @ParameterizedTest
    @CsvSource({"1", "2", "7", "8", "9"})
    void batchesGiveTheLogitsOfTheirImages(int count) throws IOException {
        try (LoadedModel model = RUNTIME.load(TinyModel.write(models, SPEC).verify());
                BatchPredictor predictor = model.predictor(RUNTIME.slots().get(1))) {
            assertThat(predict(predictor, count)).containsExactly(expected(count), within(1e-4f));
        }
    }

    @Test
    void warmsAndPassesItsSamples() throws IOException {
        ModelArtifact artifact = TinyModel.write(models, SPEC);
        try (LoadedModel model = RUNTIME.load(artifact)) {
            Warmup.run(model, RUNTIME.slots(), 8);
            SampleCheck.run(model, RUNTIME.slots());
            assertThat(model.sha256()).isEqualTo(artifact.modelSha256());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            torch.mul(torch.matmul(torch.mean(x, [2, 3]), self.weight), 1.01) | sample 0, class 0 (red): logit
            torch.div(torch.matmul(torch.mean(x, [2, 3]), self.weight), 0)    | logit Infinity
            torch.mul(torch.matmul(torch.mean(x, [2, 3]), self.weight), (0.0 / 0.0)) | logit NaN
            torch.mean(x, [2, 3, 1])                                          | must be float32 (3, 3)
            torch.slice(torch.mean(x, [2, 3]), 1, 0, 2)                       | (3, 2)
            torch.to(torch.mean(x, [2, 3]), 7, False, False)                  | float64
            """)
    void aModelThatMissesItsSamplesIsNamedWithSampleAndLogits(String expression, String message) throws IOException {
        ModelArtifact artifact = TinyModel.write(models, SPEC, "    return " + expression + "\n");
        try (LoadedModel model = RUNTIME.load(artifact)) {
            assertThatThrownBy(() -> SampleCheck.run(model, RUNTIME.slots()))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ARTIFACT))
                    .hasMessageContaining("tiny/1")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void aFailingCallSaysWhyAndTheNextOneWorks() throws IOException {
        // Works for two images and fails for three.
        ModelArtifact artifact = TinyModel.write(
                models,
                SPEC,
                "    return torch.matmul(torch.mean(" + "torch.reshape(x, [2, 3, 8, 8]), [2, 3]), self.weight)\n");
        try (LoadedModel model = RUNTIME.load(artifact);
                BatchPredictor predictor = model.predictor(RUNTIME.slots().get(0))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> predict(predictor, 3))
                        .isInstanceOfSatisfying(
                                ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INFERENCE_FAILED))
                        .hasMessageContaining("tiny/1 fails on a batch of 3")
                        .hasMessageContaining("shape '[2, 3, 8, 8]' is invalid");
                assertThat(predict(predictor, 2)).containsExactly(expected(2), within(1e-4f));
            }
        }
    }

    @Test
    void memoryThatIsNotThereIsAskedForInSmallerBatches() throws IOException {
        ModelArtifact artifact = TinyModel.write(models, SPEC, "    return torch.zeros([1000000000000, 1000])\n");
        try (LoadedModel model = RUNTIME.load(artifact);
                BatchPredictor predictor = model.predictor(RUNTIME.slots().get(0))) {
            assertThatThrownBy(() -> predict(predictor, 2))
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OUT_OF_MEMORY));
        }
    }

    @ParameterizedTest
    @CsvSource({"no_such_function(x)", "x +"})
    void codeThatLibtorchDoesNotKnowIsRefusedAtLoading(String expression) throws IOException {
        ModelArtifact artifact = TinyModel.write(models, SPEC, "    return " + expression + "\n");
        assertThatThrownBy(() -> RUNTIME.load(artifact))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOAD_FAILED))
                .hasMessageContaining("model.pt does not load on cpu");
    }

    @Test
    void codeThatDoesMoreThanAModelMustDoesNotReachTheLibrary() throws IOException {
        ModelArtifact artifact = TinyModel.write(models, SPEC, "    x.save(\"stolen\")\n    return x\n");
        assertThatThrownBy(() -> RUNTIME.load(artifact))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ARTIFACT))
                .hasMessageContaining(".save is not allowed");
    }

    @Test
    void closingUnderRunningCallsDoesNotBreakTheProcess() throws Exception {
        ModelArtifact artifact = TinyModel.write(models, SPEC);
        for (int round = 0; round < 20; round++) {
            LoadedModel model = RUNTIME.load(artifact);
            CompletableFuture<Void> calls = CompletableFuture.runAsync(() -> {
                try (BatchPredictor predictor = model.predictor(RUNTIME.slots().get(0))) {
                    while (true) predict(predictor, 8);
                } catch (ModelException e) {
                    assertThat(e.kind()).isEqualTo(Kind.CLOSED);
                }
            });
            model.close();
            assertThatCode(() -> calls.get(10, TimeUnit.SECONDS)).doesNotThrowAnyException();
        }
    }

    @Test
    void aModelFileGivesItsSamplesBeforeItIsAnArtifact() throws IOException {
        Path file = TinyModel.write(models, SPEC).modelFile();
        assertThat(RUNTIME.logits(file, SPEC, TinyModel.images(3, SPEC), 3))
                .containsExactly(expected(3), within(1e-4f));
    }

    @Test
    void aClosedRuntimeLoadsNothing() throws IOException {
        ModelArtifact artifact = TinyModel.write(models, SPEC);
        TorchScriptRuntime runtime = TorchScriptRuntime.open(DeviceRequest.ONE_CPU, 8);
        runtime.close();
        runtime.close();
        assertThatThrownBy(() -> runtime.load(artifact)).hasMessageContaining("closed");
    }

    @Test
    void saysWhatItRunsOn() {
        assertThat(RUNTIME.description()).startsWith("PyTorch 2.").endsWith("on [cpu, cpu]");
        assertThat(RUNTIME.warnings()).isEmpty();
    }

    private static float[] predict(BatchPredictor predictor, int count) {
        float[] logits = new float[count * SPEC.classes()];
        predictor.predict(FloatBuffer.wrap(TinyModel.images(count, SPEC)), count, logits);
        return logits;
    }

    private static float[] expected(int count) {
        return TinyModel.logits(TinyModel.images(count, SPEC), count, SPEC);
    }
}
