package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The network against activations that an independent implementation in another framework computed. */
final class GoldenFileTest {

    private static final String PARAMETER = "param__";
    private static final String ACTIVATION = "activation__";

    @ParameterizedTest
    @EnumSource(names = {"INPUT", "KERNEL"})
    void givesTheReferencesActivationsAndLogits(MaskKind mask) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList golden = read(manager, "dmc-nano-" + mask.name().toLowerCase(Locale.ROOT) + "-golden");
            NetworkSpec spec = NetworkPreset.DMC_NANO.spec(10).withMask(mask);
            DmcNetwork network = DmcNetwork.create(spec, 1, manager);
            network.load(weights(golden));

            Map<String, float[]> seen = new LinkedHashMap<>();
            NDArray logits = network.logits(
                    new ParameterStore(manager, false),
                    golden.get("input"),
                    false,
                    (name, value) -> seen.put(name, value.toFloatArray()));

            assertClose("logits", logits.toFloatArray(), golden.get("logits"));
            assertThat(golden).anyMatch(array -> array.getName().startsWith(ACTIVATION));
            for (NDArray array : golden) {
                if (!array.getName().startsWith(ACTIVATION)) continue;
                String name = array.getName().substring(ACTIVATION.length());
                assertThat(seen).containsKey(name);
                assertClose(name, Objects.requireNonNull(seen.get(name)), array);
            }
        }
    }

    private static void assertClose(String name, float[] actual, NDArray expected) {
        float[] values = expected.toFloatArray();
        assertThat(actual).as(name).hasSameSizeAs(values);
        float worst = 0;
        for (int i = 0; i < values.length; i++) worst = Math.max(worst, Math.abs(actual[i] - values[i]));
        assertThat(worst).as("largest error of " + name).isCloseTo(0, within(1e-4f));
    }

    private static Weights weights(NDList golden) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights.of(golden).tensors().forEach((name, tensor) -> {
            if (name.startsWith(PARAMETER)) tensors.put(name.substring(PARAMETER.length()), tensor);
        });
        return new Weights(tensors);
    }

    private static NDList read(NDManager manager, String name) throws IOException {
        try (InputStream in = GoldenFileTest.class.getResourceAsStream("/golden/" + name + ".npz")) {
            return NDList.decode(manager, Objects.requireNonNull(in, name));
        }
    }
}
