package io.maskstream.model.image;

import static io.maskstream.model.image.TestImages.write;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import io.maskstream.model.InputShape;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** libjpeg-turbo against the JDK's reader: the same pixels in full size, nearly the same when scaled, the same refusals. */
class TurboJpegTest {

    private static final Normalization PLAIN = new Normalization(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

    private ImageDecoder jdk;
    private ImageDecoder turbo;

    @BeforeEach
    void open() {
        TurboRequired.assumeThere();
        jdk = new ImageDecoder(ImageLimits.DEFAULT, JpegDecoding.JDK);
        turbo = new ImageDecoder(ImageLimits.DEFAULT, JpegDecoding.TURBO);
    }

    @ParameterizedTest
    @CsvSource({"640, 480, ''", "641, 479, ''", "1, 1, ''", "17, 9, progressive", "640, 480, progressive"})
    void inFullSizeThePixelsAreTheJdks(int width, int height, String mode) {
        for (int type : new int[] {TYPE_3BYTE_BGR, TYPE_BYTE_GRAY}) {
            byte[] file = write(smooth(width, height, type), "jpeg", mode);
            assertThat(decode(turbo, file, Reduction.NONE).pixels().rgb())
                    .isEqualTo(decode(jdk, file, Reduction.NONE).pixels().rgb());
        }
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void aScaledImageKnowsItsOwnSizeAndHasFewerPixels(Scale scale) {
        byte[] file = write(smooth(641, 479, TYPE_3BYTE_BGR), "jpeg");

        ScaledImage scaled = decode(turbo, file, (w, h) -> scale);

        assertThat(scaled.scale()).isEqualTo(scale);
        assertThat(scaled.whole()).isEqualTo(Region.whole(641, 479));
        assertThat(scaled.pixels().width()).isEqualTo((641 * scale.eighths() + 7) / 8);
        assertThat(decode(jdk, file, (w, h) -> scale).scale()).isEqualTo(Scale.FULL);
        DecodeResult.Decoded decoded = (DecodeResult.Decoded) turbo.decode(encoded(file), (w, h) -> scale);
        if (scale == Scale.FULL)
            assertThat(decoded.image()).isSameAs(decoded.scaled().pixels());
        else
            assertThatThrownBy(decoded::image)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(scale.name());
    }

    @Test
    void theReductionIsAskedForTheSizeAsDisplayed() {
        byte[] file = oriented(write(smooth(640, 480, TYPE_3BYTE_BGR), "jpeg"), 6);

        ScaledImage scaled = decode(turbo, file, (w, h) -> w == 480 && h == 640 ? Scale.HALF : Scale.FULL);

        assertThat(scaled.whole()).isEqualTo(Region.whole(480, 640));
        assertThat(scaled.pixels().whole()).isEqualTo(Region.whole(240, 320));
    }

    @ParameterizedTest
    @EnumSource(ResizeRule.class)
    void whatTheModelSeesIsNearlyTheSame(ResizeRule rule) {
        for (int[] size : new int[][] {{640, 480}, {641, 483}, {333, 500}})
            for (int target : new int[] {32, 61, 224}) {
                Preprocessor preprocessor = Preprocessor.of(new InputShape(3, target, target), rule, PLAIN);
                byte[] file = write(smooth(size[0], size[1], TYPE_3BYTE_BGR), "jpeg");
                for (Region region : List.of(
                        Region.whole(size[0], size[1]), new Region(13, 29, 301, 275), new Region(100, 7, 64, 128)))
                    assertNear(file, preprocessor, region, preprocessor.scale(region));
            }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anOrientationTurnsWhatIsScaled(int orientation) {
        for (int[] size : new int[][] {{640, 480}, {636, 484}, {637, 483}}) {
            byte[] file = oriented(write(smooth(size[0], size[1], TYPE_3BYTE_BGR), "jpeg"), orientation);
            Preprocessor preprocessor = Preprocessor.of(new InputShape(3, 50, 70), ResizeRule.STRETCH, PLAIN);
            ScaledImage shown = decode(jdk, file, Reduction.NONE);
            for (Region region : List.of(shown.whole(), new Region(31, 57, 330, 290))) {
                Scale wished = preprocessor.scale(region);
                Scale scale = Orientation.ofExif(orientation).scale((w, h) -> wished, size[0], size[1]);
                assertThat(scale == Scale.FULL).isEqualTo(size[0] == 637 && orientation != 1 && orientation != 5);
                assertNear(file, preprocessor, region, scale);
            }
        }
    }

    @Test
    void whereNativeMemoryIsOutTheJdkDecodes() throws Exception {
        JpegImage image = JpegWalk.walk(
                Bytes.of(ByteBuffer.wrap(write(smooth(64, 64, TYPE_3BYTE_BGR), "jpeg"))), ImageLimits.DEFAULT);
        long[] allocations = {0};
        LongFunction<Memory> notTheThird = bytes -> {
            if (++allocations[0] == 3) throw new OutOfMemoryError("Cannot allocate " + bytes + " bytes");
            return new Memory(bytes);
        };
        Readers readers = new Readers(new ReaderSpis(), () -> TurboJpeg.open(notTheThird));
        assertThat(image.turbo(readers, Scale.EIGHTH)).isPresent();
        assertThat(image.turbo(readers, Scale.HALF)).isEmpty();
        // With a decoder of its own: the failed one has let go of its buffer.
        assertThat(image.turbo(readers, Scale.EIGHTH)).isPresent();
        assertThat(allocations[0]).isEqualTo(5);
        readers.dispose();
        assertThat(image.turbo(new Readers(new ReaderSpis(), Optional::empty), Scale.HALF))
                .isEmpty();
    }

    /** The mean difference is that of two ways to average; a shift by half a pixel would be ten times as much. */
    private void assertNear(byte[] file, Preprocessor preprocessor, Region region, Scale scale) {
        RgbImage full = preprocessor.resize(decode(jdk, file, Reduction.NONE), region);
        ScaledImage scaled = decode(turbo, file, (w, h) -> preprocessor.scale(region));
        assertThat(scaled.scale()).isEqualTo(scale);
        byte[] pixels = preprocessor.resize(scaled, region).rgb();
        long sum = 0;
        int most = 0;
        for (int i = 0; i < pixels.length; i++) {
            int difference = Math.abs((pixels[i] & 0xff) - (full.rgb()[i] & 0xff));
            sum += difference;
            most = Math.max(most, difference);
        }
        String what = region + " at " + scaled.scale();
        assertThat((double) sum / pixels.length).as(what).isLessThan(0.8);
        assertThat(most).as(what).isLessThan(12);
    }

    @Test
    void theSameDamagedFilesAreRefusedForTheSameReasons() {
        Reduction small = (w, h) -> Scale.EIGHTH;
        int refused = 0;
        for (Map.Entry<String, byte[]> seed : HostileImagesTest.smallFiles().entrySet()) {
            if (!seed.getKey().endsWith("jpeg")) continue;
            Random random = new Random(11);
            for (int i = 0; i < 1500; i++) {
                byte[] file = FuzzTargetsTest.mutate(seed.getValue(), random);
                DecodeResult theirs = jdk.decode(encoded(file));
                for (Reduction reduction : List.of(Reduction.NONE, small))
                    assertSameVerdict(
                            seed.getKey() + ", mutation " + i, theirs, turbo.decode(encoded(file), reduction));
                if (theirs instanceof DecodeResult.Rejected) refused++;
            }
        }
        assertThat(refused).isBetween(500, 2750);
    }

    @Test
    void theSameFilesOfTheCorpusAreRefusedForTheSameReasons() throws IOException {
        for (RobustnessCorpus.Row row : RobustnessCorpus.rows()) {
            byte[] file = RobustnessCorpus.content(row);
            assertSameVerdict(
                    row.path(), jdk.decode(encoded(file)), turbo.decode(encoded(file), (w, h) -> Scale.EIGHTH));
        }
    }

    private static void assertSameVerdict(String what, DecodeResult expected, DecodeResult actual) {
        if (expected instanceof DecodeResult.Rejected rejected) {
            assertThat(actual).as(what).isInstanceOf(DecodeResult.Rejected.class);
            assertThat(((DecodeResult.Rejected) actual).rejection().reason())
                    .as(what)
                    .isEqualTo(rejected.rejection().reason());
            return;
        }
        assertThat(actual).as(what).isInstanceOf(DecodeResult.Decoded.class);
        ScaledImage image = ((DecodeResult.Decoded) expected).scaled();
        assertThat(((DecodeResult.Decoded) actual).scaled().whole()).as(what).isEqualTo(image.whole());
        if (((DecodeResult.Decoded) actual).scaled().scale() == Scale.FULL)
            assertThat(((DecodeResult.Decoded) actual).image().rgb())
                    .as(what)
                    .isEqualTo(image.pixels().rgb());
    }

    @Test
    void threadsDoNotShareADecoder() throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) files.add(write(smooth(300 + 40 * i, 200, TYPE_3BYTE_BGR), "jpeg"));
        List<byte[]> expected = files.stream()
                .map(file -> decode(turbo, file, (w, h) -> Scale.HALF).pixels().rgb())
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int file = i % files.size();
                Callable<Boolean> task = () -> Arrays.equals(
                        decode(turbo, files.get(file), (w, h) -> Scale.HALF)
                                .pixels()
                                .rgb(),
                        expected.get(file));
                same.add(pool.submit(task));
            }
            for (Future<Boolean> future : same) assertThat(future.get()).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    private static ScaledImage decode(ImageDecoder decoder, byte[] file, Reduction reduction) {
        return ((DecodeResult.Decoded) decoder.decode(encoded(file), reduction)).scaled();
    }

    private static EncodedImage encoded(byte[] file) {
        return EncodedImage.of(ByteBuffer.wrap(file));
    }

    /** Waves of some ten pixels and an edge, different in x and y and in each colour: shifts and turns would show. */
    private static BufferedImage smooth(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int red = (int) (128 + 100 * Math.sin(x / 25.0) * Math.cos(y / 40.0));
                int green = (int) (128 + 90 * Math.sin((x + 2 * y) / 60.0));
                int blue = 255 * x / width;
                image.setRGB(x, y, (red << 16) | (green << 8) | blue);
            }
        return image;
    }

    /** With an EXIF segment that has nothing but an orientation. */
    private static byte[] oriented(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            '*',
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + exif.length);
        return out.put(jpeg, 0, 2).put(exif).put(jpeg, 2, jpeg.length - 2).array();
    }
}
