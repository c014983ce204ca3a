package io.maskstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.stream.Stream;

/** Which decoders the tests of JPEG run with. */
final class TurboRequired {

    private TurboRequired() {}

    /**
     * Skips the test where there is no libjpeg-turbo; {@code -Dmaskstream.require=turbojpeg} or {@code
     * MASKSTREAM_REQUIRE_TURBOJPEG=1} makes that a failure.
     */
    static void assumeThere() {
        String message = JpegDecoding.AUTO.description();
        if (System.getProperty("maskstream.require", "").contains("turbojpeg")
                || "1".equals(System.getenv("MASKSTREAM_REQUIRE_TURBOJPEG")))
            assertThat(JpegDecoding.isTurboThere()).as(message).isTrue();
        assumeTrue(JpegDecoding.isTurboThere(), message);
    }

    /** The JDK, and libjpeg-turbo where it is there. */
    static Stream<JpegDecoding> decoders() {
        return Arrays.stream(JpegDecoding.values())
                .filter(d -> d != JpegDecoding.AUTO)
                .filter(d -> d == JpegDecoding.JDK || JpegDecoding.isTurboThere());
    }
}
