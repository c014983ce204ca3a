package io.maskstream.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.fixture.TinyModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices without devices. */
class DeviceModelTest {

    private static final ModelSpec SPEC = TinyModel.spec("tiny", "1", 4);

    private final FakeEngine engine = new FakeEngine(2);
    private final ModelArtifact artifact;

    DeviceModelTest(@TempDir Path models) throws IOException {
        artifact = TinyModel.write(models, SPEC);
    }

    @Test
    void slotsOfADeviceShareItsWeights() {
        LoadedModel model = runtime("gpu", 2).load(artifact);
        assertThat(engine.loaded).containsExactly("gpu:0", "gpu:1");
        model.close();
        model.close();
        assertThat(engine.freed).containsExactlyInAnyOrder("gpu:0", "gpu:1");
    }

    @Test
    void aDeviceThatRefusesTheModelFreesItOnTheOthers() {
        engine.refuseToLoad.add("gpu:1");
        assertThatThrownBy(() -> runtime("gpu", 1).load(artifact)).hasMessageContaining("gpu:1");
        assertThat(engine.freed).containsExactly("gpu:0");
    }

    @Test
    void aDeviceThatFailsDoesNotStopTheOther() {
        engine.outOfMemory.add("gpu:1");
        TorchScriptRuntime runtime = runtime("gpu", 1);
        LoadedModel model = runtime.load(artifact);
        assertThat(predict(model.predictor(runtime.slots().get(0)), 3)).containsExactly(expected(3));
        assertThatThrownBy(() -> predict(model.predictor(runtime.slots().get(1)), 3))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.OUT_OF_MEMORY));
    }

    @Test
    void aGpuRunsBucketsAndGivesOnlyWhatWasAskedFor() {
        BatchPredictor predictor = predictor("gpu");
        for (int count : new int[] {5, 1, 8, 3})
            assertThat(predict(predictor, count)).as("%d images", count).containsExactly(expected(count));
        assertThat(engine.batches).containsExactly(8, 1, 8, 4);
    }

    @Test
    void whatFillsABatchIsZero() {
        BatchPredictor predictor = predictor("gpu:0");
        predict(predictor, 8);
        float[] logits = new float[12];
        predictor.predict(FloatBuffer.wrap(TinyModel.images(3, SPEC)), 3, logits);
        assertThat(logits).startsWith(expected(3)).endsWith(0, 0, 0);
    }

    @Test
    void warmingRunsEveryBucketTwiceOnEverySlot() {
        TorchScriptRuntime runtime =
                TorchScriptRuntime.open(DeviceRequest.parse("gpu", OptionalInt.of(1)), 6, engine, List.of());
        Warmup.run(runtime.load(artifact), runtime.slots(), 6);
        assertThat(engine.batches).containsExactly(1, 1, 2, 2, 4, 4, 6, 6, 1, 1, 2, 2, 4, 4, 6, 6);
    }

    @Test
    void closingDuringACallFreesTheMemoryAfterIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        engine.duringCall = () -> {
            inside.countDown();
            await(goOn);
        };
        TorchScriptRuntime runtime = runtime("gpu:0", 1);
        LoadedModel model = runtime.load(artifact);
        BatchPredictor predictor = model.predictor(runtime.slots().get(0));
        CompletableFuture<float[]> call = CompletableFuture.supplyAsync(() -> predict(predictor, 2));
        await(inside);

        model.close();
        assertThat(engine.freed).isEmpty();
        assertThatThrownBy(() -> model.predictor(runtime.slots().get(0))).hasMessageContaining("closed");
        assertThatThrownBy(() -> predict(predictor, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one thread at a time");

        goOn.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS)).containsExactly(expected(2));
        assertThat(engine.freed).containsExactly("gpu:0");
        assertThatThrownBy(() -> predict(predictor, 2))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.CLOSED));
    }

    @Test
    void aClosedPredictorSaysSo() {
        BatchPredictor predictor = predictor("gpu:0");
        predictor.close();
        predictor.close();
        assertThatThrownBy(() -> predict(predictor, 1))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.CLOSED));
    }

    @Test
    void aBufferThatIsTooShortIsNamedWithWhatIsNeeded() {
        BatchPredictor predictor = predictor("gpu:0");
        assertThatThrownBy(() -> predictor.predict(FloatBuffer.allocate(95), 2, new float[6]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need 96");
        assertThatThrownBy(() -> predictor.predict(FloatBuffer.allocate(96), 2, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need 6");
    }

    private TorchScriptRuntime runtime(String devices, int slots) {
        return TorchScriptRuntime.open(DeviceRequest.parse(devices, OptionalInt.of(slots)), 8, engine, List.of());
    }

    private BatchPredictor predictor(String devices) {
        TorchScriptRuntime runtime = runtime(devices, 1);
        return runtime.load(artifact).predictor(runtime.slots().get(0));
    }

    private static float[] predict(BatchPredictor predictor, int count) {
        float[] logits = new float[count * SPEC.classes()];
        predictor.predict(FloatBuffer.wrap(TinyModel.images(count, SPEC)), count, logits);
        return logits;
    }

    private static float[] expected(int count) {
        return TinyModel.logits(TinyModel.images(count, SPEC), count, SPEC);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
