package io.maskstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {

    @ParameterizedTest
    @CsvSource({
        "UPRIGHT,     637, 483, EIGHTH,  EIGHTH",
        "TRANSPOSED,  637, 483, EIGHTH,  EIGHTH",
        "ROTATED_180, 640, 480, EIGHTH,  EIGHTH",
        "ROTATED_90,  640, 484, EIGHTH,  QUARTER",
        "MIRRORED,    642, 480, EIGHTH,  HALF",
        "FLIPPED,     644, 482, QUARTER, HALF",
        "TRANSVERSED, 640, 480, HALF,    HALF",
        "ROTATED_270, 640, 483, EIGHTH,  FULL",
        "ROTATED_180, 640, 480, FULL,    FULL",
    })
    void noPartOfAPixelComesFirst(Orientation orientation, int width, int height, Scale wished, Scale scale) {
        assertThat(orientation.scale((w, h) -> wished, width, height)).isEqualTo(scale);
    }
}
