package io.maskstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JpegDecodingTest {

    @AfterEach
    void clear() {
        System.clearProperty(JpegDecoding.KEY);
    }

    @Test
    void theProcessChoosesByASystemProperty() {
        assertThat(JpegDecoding.ofProcess()).isEqualTo(JpegDecoding.AUTO);
        System.setProperty(JpegDecoding.KEY, "jdk");
        assertThat(JpegDecoding.ofProcess()).isEqualTo(JpegDecoding.JDK);
        System.setProperty(JpegDecoding.KEY, "fast");
        assertThatThrownBy(JpegDecoding::ofProcess)
                .hasMessage("-Dmaskstream.decode.jpeg=fast: must be auto | jdk | turbo; correct it, or leave it out");
    }

    @Test
    void theJdkNeverScales() {
        byte[] file = TestImages.write(TestImages.quadrants(64, 64, 5), "jpeg");
        DecodeResult result = new ImageDecoder(ImageLimits.DEFAULT, JpegDecoding.JDK)
                .decode(EncodedImage.of(ByteBuffer.wrap(file)), (w, h) -> Scale.EIGHTH);
        assertThat(((DecodeResult.Decoded) result).scaled().scale()).isEqualTo(Scale.FULL);
        assertThat(JpegDecoding.JDK.description()).contains("maskstream.decode.jpeg = jdk");
    }
}
