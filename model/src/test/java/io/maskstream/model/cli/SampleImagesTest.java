package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.InputShape;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.Reduction;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.image.Scale;
import io.maskstream.model.image.ScaledImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleImagesTest {

    @Test
    void samplesAreDecodedAsSmallAsTrainingDoes() {
        List<Scale> scales = new ArrayList<>();
        Dataset dataset = new Dataset() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public List<String> labels() {
                return List.of("only");
            }

            @Override
            public int label(int index) {
                return 0;
            }

            @Override
            public RgbImage image(int index) {
                throw new AssertionError("in full size");
            }

            @Override
            public ScaledImage image(int index, Reduction reduction) {
                scales.add(reduction.of(64, 32));
                return ScaledImage.full(new RgbImage(8, 8, new byte[3 * 8 * 8]));
            }
        };
        Normalization plain = new Normalization(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        Preprocessor preprocessor = Preprocessor.of(new InputShape(3, 8, 8), ResizeRule.STRETCH, plain);

        assertThat(SampleImages.of(dataset, preprocessor)).hasSize(2 * 3 * 8 * 8);
        assertThat(scales).containsExactly(Scale.QUARTER, Scale.QUARTER);
    }
}
