package io.maskstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.InputShape;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessorScaleTest {

    @ParameterizedTest
    @CsvSource({
        // region's width and height, rule, input's width and height, scale
        "640,  480,  STRETCH, 32,  32,  EIGHTH",
        "256,  256,  STRETCH, 32,  32,  EIGHTH",
        "255,  256,  STRETCH, 32,  32,  QUARTER",
        "256,  255,  STRETCH, 32,  32,  QUARTER",
        "128,  999,  STRETCH, 32,  32,  QUARTER",
        "127,  999,  STRETCH, 32,  32,  HALF",
        "64,   64,   STRETCH, 32,  32,  HALF",
        "63,   64,   STRETCH, 32,  32,  FULL",
        "20,   999,  STRETCH, 32,  32,  FULL",
        "1920, 1080, STRETCH, 224, 224, QUARTER",
        "1920, 1080, STRETCH, 240, 135, EIGHTH",
        // The longer side is 224 then, the shorter one 168 and 126.
        "640,  480,  FIT,     224, 224, HALF",
        "1920, 1080, FIT,     224, 224, EIGHTH",
        "1080, 1920, FIT,     224, 224, EIGHTH",
        // The shorter side is 224 then.
        "1920, 1080, COVER,   224, 224, QUARTER",
        "640,  480,  COVER,   224, 224, HALF",
        "480,  640,  COVER,   224, 224, HALF",
        "640,  447,  COVER,   224, 224, FULL",
    })
    void theLeastScaleThatHasThePixels(
            int width, int height, ResizeRule rule, int inputWidth, int inputHeight, Scale scale) {
        Normalization plain = new Normalization(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        Preprocessor preprocessor = Preprocessor.of(new InputShape(3, inputHeight, inputWidth), rule, plain);

        assertThat(preprocessor.scale(Region.whole(width, height))).isEqualTo(scale);
        assertThat(preprocessor.scale(new Region(13, 29, width, height))).isEqualTo(scale);
    }
}
