package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

final class MaskInterventionTest {

    @Test
    void putsSomethingElseInTheMasksPlace() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray kernel = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(3, 2));
            assertValues(MaskIntervention.NONE, kernel, 1, 2, 3, 4, 5, 6);
            assertValues(MaskIntervention.OTHER_IMAGE, kernel, 5, 6, 1, 2, 3, 4);
            assertValues(MaskIntervention.BATCH_MEAN, kernel, 3, 4, 3, 4, 3, 4);
            assertValues(MaskIntervention.SPATIAL_MEAN, kernel, 1, 2, 3, 4, 5, 6);
            assertValues(MaskIntervention.ONE, kernel, 1, 1, 1, 1, 1, 1);
            NDArray map = manager.create(new float[] {1, 3, 5, 7}, new Shape(2, 1, 1, 2));
            assertValues(MaskIntervention.SPATIAL_MEAN, map, 2, 2, 6, 6);
            assertValues(MaskIntervention.BATCH_MEAN, map, 3, 5, 3, 5);
        }
    }

    private static void assertValues(MaskIntervention intervention, NDArray masks, float... expected) {
        NDArray result = intervention.apply(masks);
        assertThat(result.getShape()).isEqualTo(masks.getShape());
        assertThat(result.toFloatArray()).containsExactly(expected);
    }
}
