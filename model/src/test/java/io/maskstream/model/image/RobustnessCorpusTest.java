package io.maskstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.maskstream.model.Rejection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every file of a corpus of odd and hostile images to what its manifest says of it. */
class RobustnessCorpusTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MEAN_TOLERANCE = 3;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Allocated by a whole decode, garbage included; a full-HD image takes a tenth of it. */
    private static final long MOST_BYTES = 200L << 20;

    /** For a file that a limit refuses: messages, and the readers that a thread makes once. */
    private static final long MOST_BYTES_REFUSED = 4 << 20;

    /** Gray of 16 bits: the manifest has Pillow's conversion, which clips at 255 where the standard scales. */
    private static final Set<String> CLIPPED_IN_MANIFEST = Set.of(
            "pngsuite/basn0g16.png",
            "pngsuite/oi1n0g16.png",
            "pngsuite/tbwn0g16.png",
            "pillow/i_trns.png",
            "generated/png_gray16.png");

    private static final List<ImageDecoder> DECODERS = TurboRequired.decoders()
            .map(jpeg -> new ImageDecoder(ImageLimits.DEFAULT, jpeg))
            .toList();

    static List<RobustnessCorpus.Row> rows() throws IOException {
        return RobustnessCorpus.rows();
    }

    @Test
    void theCorpusIsWhole() throws IOException {
        assertThat(RobustnessCorpus.rows()).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aFileDoesWhatTheManifestSays(RobustnessCorpus.Row row) throws IOException {
        for (ImageDecoder decoder : DECODERS) decode(decoder, row);
    }

    private static void decode(ImageDecoder decoder, RobustnessCorpus.Row row) throws IOException {
        byte[] content = RobustnessCorpus.content(row);
        long start = System.nanoTime();
        long before = allocated();

        DecodeResult result = decoder.decode(EncodedImage.of(ByteBuffer.wrap(content)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        assertThat(allocated() - before)
                .isLessThan(row.expected().equals("reject-resource") ? MOST_BYTES_REFUSED : MOST_BYTES);
        if (result instanceof DecodeResult.Rejected rejected) {
            Rejection r = rejected.rejection();
            assertThat(row.complaintAboutRejection(r.stage(), r.reason(), r.message()))
                    .isEmpty();
        } else {
            RgbImage image = ((DecodeResult.Decoded) result).image();
            assertThat(row.complaintAboutSize(image.width(), image.height())).isEmpty();
            if (row.mustMatch() && !CLIPPED_IN_MANIFEST.contains(row.path())) assertMean(image, row.mean());
        }
    }

    private static void assertMean(RgbImage image, List<Integer> expected) {
        long[] sums = new long[3];
        for (int i = 0; i < image.rgb().length; i++) sums[i % 3] += image.rgb()[i] & 0xff;
        int pixels = image.width() * image.height();
        for (int c = 0; c < 3; c++)
            assertThat(sums[c] / pixels).as("mean of channel %d", c).isCloseTo(expected.get(c), within((long)
                    MEAN_TOLERANCE));
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
