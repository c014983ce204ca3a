package io.maskstream.model.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Steps from the same weights on the same batches, here and in PyTorch: Nesterov momentum 0.9 at rate 0.1, decay, label
 * smoothing. At that rate training amplifies rounding: after 20 steps PyTorch's own float32 is 0.07 away from its float64
 * in the loss. Hence 20 steps in float64, where what remains would be a difference in what is computed, and as many in
 * float32 as rounding allows.
 */
final class PeerTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"RESNET20, OFF", "DMC_NANO, INPUT", "DMC_NANO, KERNEL"})
    void trainsAsPyTorchDoes(NetworkPreset preset, MaskKind mask) throws Exception {
        float[] losses = assertSame(new PeerRun(preset, mask, DataType.FLOAT64, 20), 1e-6f);
        assertThat(losses[19]).as("losses at the end").isLessThan(losses[0] - 0.3f);
    }

    @ParameterizedTest
    @CsvSource({"RESNET20, OFF", "DMC_NANO, OFF"})
    void trainsAsPyTorchDoesInFloat32(NetworkPreset preset, MaskKind mask) throws Exception {
        assertSame(new PeerRun(preset, mask, DataType.FLOAT32, 3), 1e-4f);
    }

    /** @param tolerance of losses and statistics: absolute, of statistics above 1 relative */
    private float[] assertSame(PeerRun run, float tolerance) throws Exception {
        TorchPeer peer = TorchPeer.orSkip();
        PeerRun.Result ours = run.train();
        Map<String, float[]> theirs = new TreeMap<>();
        peer.train(run, ours, folder).forEach((name, tensor) -> theirs.put(name, tensor.values()));
        float[] losses = requireNonNull(theirs.remove("losses"));
        assertThat(difference(ours.losses(), losses)).as("losses").isLessThan(tolerance);
        assertThat(ours.statistics()).containsOnlyKeys(theirs.keySet());
        ours.statistics()
                .forEach((name, values) -> assertThat(difference(values, requireNonNull(theirs.get(name))))
                        .as(name)
                        .isLessThan(tolerance));
        return losses;
    }

    private static float difference(float[] ours, float[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        float largest = 0;
        for (int i = 0; i < ours.length; i++)
            largest = Math.max(largest, Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i])));
        return largest;
    }
}
