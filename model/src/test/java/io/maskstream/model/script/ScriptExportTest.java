package io.maskstream.model.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.network.Arms;
import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.Branch;
import io.maskstream.model.network.Enhancement;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Selection;
import io.maskstream.model.network.StageSpec;
import io.maskstream.model.network.Tensor;
import io.maskstream.model.network.Weights;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.TorchScriptRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What libtorch makes of the archive, against the DJL block. */
final class ScriptExportTest {

    private static final NetworkSpec PICO = NetworkPreset.DMC_PICO.spec(10);
    private static final TorchScriptRuntime RUNTIME = TorchScriptRuntime.open(DeviceRequest.ONE_CPU, 33);

    @TempDir
    private Path folder;

    static Stream<Arguments> everyPresetWithItsMasks() {
        return Arrays.stream(NetworkPreset.values())
                .flatMap(preset -> Arrays.stream(MaskKind.values())
                        .filter(mask -> mask == MaskKind.OFF || preset.spec(1).block() == BlockKind.MASKED)
                        .map(mask -> Arguments.of(preset, mask)));
    }

    @ParameterizedTest
    @MethodSource("everyPresetWithItsMasks")
    void theArchiveSaysWhatTheNetworkSays(NetworkPreset preset, MaskKind mask) throws IOException {
        NetworkSpec spec = preset.spec(7).withMask(mask);
        int[] batches = spec.headWidth() < 500 ? new int[] {1, 2, 7} : new int[] {2};
        assertSame(spec, 32, batches);
    }

    /** From 16 images on libtorch takes other kernels; 12x12 is halved to an odd map. */
    @ParameterizedTest
    @EnumSource
    void inFullBatchesOnMapsOfAnySize(MaskKind mask) throws IOException {
        NetworkSpec nano = NetworkPreset.DMC_NANO.spec(10).withMask(mask);
        assertSame(nano, 32, 32);
        assertSame(nano, 64, 2);
        assertSame(nano, 12, 33);
    }

    static Stream<Arguments> arms() {
        return Arms.all().entrySet().stream().map(arm -> Arguments.of(arm.getKey(), arm.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arms")
    void everyArmOfAnAblation(String arm, NetworkSpec spec) throws IOException {
        assertSame(spec, 32, 1, 3);
    }

    @ParameterizedTest
    @CsvSource({"1, 24", "2, 64", "4, 96"})
    void onEveryStem(int stride, int size) throws IOException {
        for (MaskKind mask : MaskKind.values())
            assertSame(PICO.withStemStride(stride).withMask(mask), size, 2);
    }

    @Test
    void onMapsThatAreNotSquareAndOneClass() throws IOException {
        NetworkSpec spec = PICO.withMask(MaskKind.KERNEL).withClasses(1);
        Weights weights = RandomNetwork.weights(spec, 3);
        float[] images = RandomNetwork.images(2, 32);
        InputShape wide = new InputShape(3, 16, 64);
        assertClose(exported(spec, weights, images, 2, wide), RandomNetwork.logits(spec, weights, images, 2, wide));
    }

    @ParameterizedTest
    @EnumSource
    void withoutSelectionAndEnhancement(MaskKind mask) throws IOException {
        NetworkSpec spec = PICO.withMask(mask);
        assertSame(spec.withSelection(Selection.UNIFORM), 32, 2);
        assertSame(spec.withEnhancement(Enhancement.OFF), 32, 2);
        assertSame(spec.withSelection(Selection.UNIFORM).withEnhancement(Enhancement.OFF), 32, 2);
    }

    @ParameterizedTest
    @EnumSource
    void withBranchesOfEveryKernel(MaskKind mask) throws IOException {
        List<StageSpec> stages = List.of(
                new StageSpec(16, 1, List.of(new Branch(5, 1), new Branch(1, 1))),
                new StageSpec(24, 1, List.of(new Branch(3, 2))));
        NetworkSpec spec =
                new NetworkSpec(BlockKind.MASKED, 4, 1, stages, mask, Selection.DYNAMIC, Enhancement.DYNAMIC, false);
        assertSame(spec, 16, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"INPUT", "KERNEL"})
    void theArchiveSaysWhatAnIndependentImplementationSays(MaskKind mask) throws IOException {
        String name = "/golden/dmc-nano-" + mask.name().toLowerCase(Locale.ROOT) + "-golden.npz";
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = Objects.requireNonNull(ScriptExportTest.class.getResourceAsStream(name))) {
            NDList golden = NDList.decode(manager, in);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            Weights.of(golden).tensors().forEach((key, tensor) -> {
                if (key.startsWith("param__")) tensors.put(key.substring("param__".length()), tensor);
            });
            float[] logits = exported(
                    NetworkPreset.DMC_NANO.spec(10).withMask(mask),
                    new Weights(tensors),
                    golden.get("input").toFloatArray(),
                    3,
                    new InputShape(3, 32, 32));
            assertThat(logits).containsExactly(golden.get("logits").toFloatArray(), within(1e-4f));
        }
    }

    @Test
    void theSameWeightsGiveTheSameBytesInEveryTimeZone() throws IOException {
        Weights weights = RandomNetwork.weights(PICO, 1);
        TimeZone before = TimeZone.getDefault();
        byte[] first = bytes(weights);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertThat(bytes(weights)).isEqualTo(first);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aTensorThatDoesNotFitIsNamed() {
        Weights weights = RandomNetwork.weights(PICO, 1);
        refused(without(weights, "blocks.3.mb.proj.weight"), "blocks.3.mb.proj.weight is missing");
        refused(
                with(weights, "blocks.9.conv1.weight", new Tensor(new long[] {1}, new float[1])),
                "[blocks.9.conv1.weight]");
        refused(
                with(weights, "fc.bias", new Tensor(new long[] {3}, new float[3])),
                "fc.bias has shape [3], must be [10]");
    }

    @Test
    void valuesOfADivergedTrainingAreRefused() {
        Weights weights = RandomNetwork.weights(PICO, 1);
        float[] values = weights.get("fc.weight").values().clone();
        values[5] = Float.NaN;
        refused(
                with(weights, "fc.weight", new Tensor(weights.get("fc.weight").shape(), values)),
                "fc.weight[5] becomes NaN");
        float[] variance = new float[8];
        Arrays.fill(variance, -1);
        refused(
                with(weights, "blocks.1.bn1.running_var", new Tensor(new long[] {8}, variance)),
                "blocks.1.conv1.weight[0] becomes NaN");
    }

    private static void refused(Weights weights, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> bytes(weights)).withMessageContaining(message);
    }

    private static Weights with(Weights weights, String name, Tensor tensor) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        tensors.put(name, tensor);
        return new Weights(tensors);
    }

    private static Weights without(Weights weights, String name) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        tensors.remove(name);
        return new Weights(tensors);
    }

    private static byte[] bytes(Weights weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ScriptExport.write(PICO, weights, ScriptForm.FAST, out);
        return out.toByteArray();
    }

    private void assertSame(NetworkSpec spec, int size, int... batches) throws IOException {
        Weights weights = RandomNetwork.weights(spec, 3);
        InputShape input = new InputShape(3, size, size);
        for (int batch : batches) {
            float[] images = RandomNetwork.images(batch, size);
            // The block takes a single image, but libtorch is slow on it: as the runtime does, filled up to two.
            float[] padded = Arrays.copyOf(images, Math.max(2, batch) * input.floats());
            float[] expected = RandomNetwork.logits(spec, weights, padded, Math.max(2, batch), input);
            for (ScriptForm form : ScriptForm.values())
                assertClose(
                        exported(spec, weights, form, images, batch, input),
                        Arrays.copyOf(expected, batch * spec.classes()));
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        float largest = 0;
        for (float logit : expected) largest = Math.max(largest, Math.abs(logit));
        assertThat(largest).isBetween(1e-2f, 1e6f);
        assertThat(actual).containsExactly(expected, within(1e-4f * largest));
    }

    private float[] exported(NetworkSpec spec, Weights weights, float[] images, int count, InputShape input)
            throws IOException {
        return exported(spec, weights, ScriptForm.FAST, images, count, input);
    }

    private float[] exported(
            NetworkSpec spec, Weights weights, ScriptForm form, float[] images, int count, InputShape input)
            throws IOException {
        Path file = folder.resolve("model.pt");
        ScriptExport.write(spec, weights, form, file);
        ModelSpec model = new ModelSpec(
                "exported",
                "1",
                IntStream.range(0, spec.classes()).mapToObj(Integer::toString).toList(),
                input,
                new Normalization(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
                ResizeRule.STRETCH,
                1);
        return RUNTIME.logits(file, model, images, count);
    }
}
