package io.maskstream.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

final class MaskStatisticsTest {

    @Test
    void separatesWhatTheMaskPrefersFromWhatFollowsTheInput() {
        // Two images, two entries: the same for both images, then the same for both entries.
        assertStatistics(of(new float[] {0.5f, 1.5f, 0.5f, 1.5f}), 0.5, 0.5, 0);
        assertStatistics(of(new float[] {0.5f, 0.5f, 1.5f, 1.5f}), 0.5, 0, 0.5);
        assertStatistics(of(new float[] {1, 1, 1, 1}), 0, 0, 0);
    }

    @Test
    void allBatchesCount() {
        // Inside each batch, of one class each, the masks are alike.
        MaskMoments moments = new MaskMoments();
        moments.add("b", new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 2);
        moments.add("b", new float[] {1.5f, 1.5f, 1.5f, 1.5f}, 2);
        assertStatistics(moments.statistics().get(0), 0.5, 0, 0.5);
    }

    @Test
    void aMaskThatIsOneForTheWholeBatchNeverDiffersBetweenImages() {
        MaskMoments moments = new MaskMoments();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray mask = manager.create(new float[] {0.5f, 0.5f, 1.5f, 1.5f}, new Shape(1, 4));
            for (int batch = 0; batch < 3; batch++) moments.activation("b.mask", mask);
            moments.activation("b.aem", mask);
        }
        assertThat(moments.statistics()).extracting(MaskStatistics::block).containsExactly("b");
        assertStatistics(moments.statistics().get(0), 0.5, 0.5, 0);
    }

    private static MaskStatistics of(float[] twoImages) {
        MaskMoments moments = new MaskMoments();
        moments.add("b", twoImages, 2);
        return moments.statistics().get(0);
    }

    private static void assertStatistics(MaskStatistics m, double deviation, double within, double between) {
        assertThat(m.mean()).isCloseTo(1, within(1e-9));
        assertThat(m.deviation()).isCloseTo(deviation, within(1e-9));
        assertThat(m.within()).isCloseTo(within, within(1e-9));
        assertThat(m.between()).isCloseTo(between, within(1e-9));
    }
}
