package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.maskstream.model.network.NetworkParameter.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DmcNetworkTest {

    private static final NetworkSpec PICO = NetworkPreset.DMC_PICO.spec(10);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void masksAreOneAndEnhancementIsTheIdentityAtTheStart() {
        for (MaskKind kind : List.of(MaskKind.INPUT, MaskKind.KERNEL, MaskKind.STATIC)) {
            Map<String, float[]> seen = new LinkedHashMap<>();
            logits(DmcNetwork.create(PICO.withMask(kind), 1, manager), 32, seen);
            for (int block = 0; block < PICO.blocks().size(); block++) {
                assertThat(seen.get("blocks." + block + ".mask")).containsOnly(1f);
                assertThat(seen.get("blocks." + block + ".aem"))
                        .containsExactly(seen.get("blocks." + block + ".mbmcf"), within(1e-6f));
            }
        }
    }

    @Test
    void untrainedMasksChangeNothing() {
        float[] off = logits(DmcNetwork.create(PICO.withMask(MaskKind.OFF), 7, manager), 32, new LinkedHashMap<>());
        for (MaskKind kind : MaskKind.values()) {
            DmcNetwork network = DmcNetwork.create(PICO.withMask(kind), 7, manager);
            assertThat(logits(network, 32, new LinkedHashMap<>())).containsExactly(off, within(1e-5f));
        }
    }

    @Test
    void initialWeightsDependOnSeedAndNothingElse() {
        Weights first = DmcNetwork.create(PICO, 5, manager).weights();
        manager.randomNormal(new Shape(100)).toFloatArray();
        Weights second = DmcNetwork.create(PICO, 5, manager).weights();
        Weights other = DmcNetwork.create(PICO, 6, manager).weights();
        first.tensors()
                .forEach((name, tensor) ->
                        assertThat(second.get(name).values()).as(name).isEqualTo(tensor.values()));
        assertThat(other.get("stem.0.weight").values())
                .isNotEqualTo(first.get("stem.0.weight").values());
    }

    @Test
    void armsShareTheInitialWeightsOfWhatTheyHaveInCommon() {
        Weights full = DmcNetwork.create(PICO, 5, manager).weights();
        Arms.all().forEach((arm, spec) -> {
            int shared = 0;
            for (Map.Entry<String, Tensor> entry :
                    DmcNetwork.create(spec, 5, manager).weights().tensors().entrySet()) {
                Tensor other = full.tensors().get(entry.getKey());
                if (other == null
                        || !Arrays.equals(other.shape(), entry.getValue().shape())) continue;
                assertThat(entry.getValue().values())
                        .as(arm + ": " + entry.getKey())
                        .isEqualTo(other.values());
                shared++;
            }
            boolean wider = spec.headWidth() != PICO.headWidth();
            // Of a plain block conv1 and its normalisation, the way around, stem and classifier.
            if (!wider) assertThat(shared).as(arm).isGreaterThanOrEqualTo(7 + 5 * 6 + 5 * 2);
        });
    }

    @Test
    void aStaticMaskIsAKernelMaskWithoutContext() {
        Weights random = randomized(PICO.withMask(MaskKind.STATIC));
        Map<String, Tensor> tensors = new LinkedHashMap<>(random.tensors());
        DmcNetwork kernel = DmcNetwork.create(PICO.withMask(MaskKind.KERNEL), 1, manager);
        kernel.weights().tensors().forEach((name, tensor) -> {
            if (!name.contains(".mask.")) return;
            String block = name.substring(0, name.indexOf(".fc"));
            Tensor bias = tensors.remove(block + ".bias");
            // At the start fc2 has no weights, so that its bias alone is the mask.
            tensors.put(name, name.endsWith("fc2.bias") && bias != null ? bias : tensor);
            if (bias != null && !name.endsWith("fc2.bias")) tensors.put(block + ".bias", bias);
        });
        kernel.load(new Weights(tensors));
        DmcNetwork fixed = DmcNetwork.create(PICO.withMask(MaskKind.STATIC), 1, manager);
        fixed.load(random);
        Map<String, float[]> seen = new LinkedHashMap<>();
        float[] expected = logits(kernel, 32, new LinkedHashMap<>());
        assertThat(logits(fixed, 32, seen)).containsExactly(expected, within(1e-4f));
        assertThat(seen.get("blocks.0.mask")).hasSize(4 * 27 + 3 * 8);
    }

    @Test
    void fixedBetaIsTheGateAtItsStart() {
        Weights random = randomized(PICO.withEnhancement(Enhancement.FIXED_BETA));
        DmcNetwork fixed = DmcNetwork.create(PICO.withEnhancement(Enhancement.FIXED_BETA), 1, manager);
        fixed.load(random);
        DmcNetwork gated = DmcNetwork.create(PICO, 1, manager);
        Map<String, Tensor> tensors = new LinkedHashMap<>(gated.weights().tensors());
        tensors.putAll(random.tensors());
        gated.load(new Weights(tensors));
        assertThat(logits(fixed, 32, new LinkedHashMap<>()))
                .containsExactly(logits(gated, 32, new LinkedHashMap<>()), within(1e-5f));
    }

    /** Trainable values away from their start. */
    private Weights randomized(NetworkSpec spec) {
        Random random = new Random(8);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        DmcNetwork.create(spec, 1, manager).weights().tensors().forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            if (!name.contains("running_"))
                for (int i = 0; i < values.length; i++) values[i] += (float) (0.1 * random.nextGaussian());
            tensors.put(name, new Tensor(tensor.shape(), values));
        });
        return new Weights(tensors);
    }

    @ParameterizedTest
    @CsvSource({
        "blocks.4.conv1.weight, 0.0833", // sqrt(2 / (32 * 9))
        "blocks.4.mb.mask.local.weight, 0.4714", // sqrt(2 / 9)
        "blocks.4.aem.c1.weight, 0.25", // sqrt(2 / 32)
        "fc.weight, 0.01",
        "blocks.4.mb.sel2.weight, 0",
        "blocks.4.aem.gate.weight, 0",
        "blocks.4.aem.c2.weight, 0",
        "blocks.4.aem.p2.weight, 0",
        "blocks.4.mb.mask.head.weight, 0",
    })
    void initialDeviationFollowsTheDesign(String name, double expected) {
        float[] values = DmcNetwork.create(PICO, 2, manager).weights().get(name).values();
        double squares = 0;
        for (float value : values) squares += value * value;
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(expected, within(expected * 0.25));
    }

    @ParameterizedTest
    @EnumSource
    void everyPresetGivesOneRowOfLogitsAnImage(NetworkPreset preset) {
        DmcNetwork network = DmcNetwork.create(preset.spec(7), 1, manager);
        assertThat(logits(network, 32, new LinkedHashMap<>())).hasSize(2 * 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void stemDividesTheMap(int stride) {
        Map<String, float[]> seen = new LinkedHashMap<>();
        logits(DmcNetwork.create(PICO.withStemStride(stride), 1, manager), 64, seen);
        assertThat(seen.get("stem")).hasSize(2 * 8 * (64 / stride) * (64 / stride));
    }

    @Test
    void switchesRemoveWhatTheySwitchOff() {
        NetworkSpec bare =
                PICO.withMask(MaskKind.OFF).withSelection(Selection.UNIFORM).withEnhancement(Enhancement.OFF);
        DmcNetwork network = DmcNetwork.create(bare, 1, manager);
        assertThat(network.parameters())
                .extracting(NetworkParameter::name)
                .noneMatch(name -> name.contains(".mask.") || name.contains(".sel") || name.contains(".aem."));
        assertThat(logits(network, 32, new LinkedHashMap<>())).hasSize(20);
    }

    @Test
    void onlyKernelsAndMatricesDecay() {
        for (NetworkParameter parameter : DmcNetwork.create(PICO, 1, manager).parameters()) {
            int dimensions = parameter.parameter().getShape().dimension();
            assertThat(parameter.decays()).as(parameter.name()).isEqualTo(dimensions > 1);
            assertThat(parameter.maskPath())
                    .as(parameter.name())
                    .isEqualTo(parameter.name().contains(".mask."));
            assertThat(parameter.role() == Role.STATISTIC)
                    .as(parameter.name())
                    .isEqualTo(parameter.name().contains(".running_"));
        }
    }

    @Test
    void weightsSurviveTheirFile(@TempDir Path folder) throws IOException {
        DmcNetwork trained = DmcNetwork.create(PICO, 1, manager);
        Path file = folder.resolve("weights.npz");
        trained.weights().write(file);
        DmcNetwork restored = DmcNetwork.create(PICO, 2, manager);
        restored.load(Weights.read(file));
        assertThat(logits(restored, 32, new LinkedHashMap<>())).isEqualTo(logits(trained, 32, new LinkedHashMap<>()));
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedByName() {
        DmcNetwork network = DmcNetwork.create(PICO, 1, manager);
        Weights before = network.weights();
        Weights otherMask =
                DmcNetwork.create(PICO.withMask(MaskKind.KERNEL), 1, manager).weights();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.load(otherMask))
                .withMessageContaining("blocks.0.mb.mask.fc1.weight");
        Weights otherClasses =
                DmcNetwork.create(PICO.withClasses(3), 9, manager).weights();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.load(otherClasses))
                .withMessageContaining("fc.weight has shape [3, 32], must be [10, 32]");
        assertThat(network.weights().get("stem.0.weight").values())
                .isEqualTo(before.get("stem.0.weight").values());
    }

    @Test
    void unknownPresetIsRefusedWithTheNamesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkPreset.of("dmc-mega"))
                .withMessageContaining("dmc-mega")
                .withMessageContaining("dmc-nano");
    }

    /** Of two images; a sub-manager holds the pass. */
    private float[] logits(DmcNetwork network, int size, Map<String, float[]> seen) {
        try (NDManager pass = manager.newSubManager()) {
            float[] values = new float[2 * 3 * size * size];
            for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(i * 0.37 + i % 11);
            NDArray images = pass.create(values, new Shape(2, 3, size, size));
            return network.logits(
                            new ParameterStore(pass, false),
                            images,
                            false,
                            (name, value) -> seen.put(name, value.toFloatArray()))
                    .toFloatArray();
        }
    }
}
