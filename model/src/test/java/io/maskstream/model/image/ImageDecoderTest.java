package io.maskstream.model.image;

import static io.maskstream.model.image.TestImages.BLUE;
import static io.maskstream.model.image.TestImages.GREEN;
import static io.maskstream.model.image.TestImages.RED;
import static io.maskstream.model.image.TestImages.YELLOW;
import static io.maskstream.model.image.TestImages.colorAt;
import static io.maskstream.model.image.TestImages.quadrants;
import static io.maskstream.model.image.TestImages.write;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "png, ''",
        "png, progressive",
        "bmp, ''",
        "gif, ''",
        "gif, progressive",
        "jpeg, ''",
        "jpeg, progressive",
    })
    void decodesWhatImageIoWrites(String format, String mode) {
        RgbImage image = decoded(write(quadrants(48, 32, TYPE_3BYTE_BGR), format, mode));

        assertCorners(image, RED, GREEN, BLUE, YELLOW);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
            })
    void everyPngPixelIsExactInterlacedOrNotAtEverySize(int type) {
        for (int[] size : new int[][] {{1, 1}, {3, 5}, {5, 2}, {8, 8}, {33, 17}}) {
            BufferedImage source = new BufferedImage(size[0], size[1], type);
            RgbImage noise = TestImages.noise(size[0], size[1]);
            for (int y = 0; y < size[1]; y++)
                for (int x = 0; x < size[0]; x++) source.setRGB(x, y, 0xff000000 | colorAt(noise, x, y));
            for (String mode : new String[] {"", "progressive"}) {
                RgbImage image = decoded(write(source, "png", mode));
                for (int y = 0; y < size[1]; y++)
                    for (int x = 0; x < size[0]; x++)
                        assertThat(colorAt(image, x, y)).isEqualTo(expected(source, x, y));
            }
        }
    }

    /** Gray samples as they are: {@code getRGB} would convert from linear gray. */
    private static int expected(BufferedImage source, int x, int y) {
        if (source.getType() != BufferedImage.TYPE_BYTE_GRAY) return source.getRGB(x, y) & 0xffffff;
        return source.getRaster().getSample(x, y, 0) * 0x010101;
    }

    @Test
    void sixteenBitSamplesAreScaledAndRounded() {
        byte[] row = {0, 0, 0, (byte) 0x80, 0x7f, (byte) 0xff, (byte) 0xff, 0, (byte) 0xff, (byte) 0xff, 1, 1};
        byte[] png = TestImages.png("IHDR", TestImages.ihdr(2, 1, 16, 2), "IDAT", TestImages.deflate(prepend(0, row)));

        // 128 / 257 = 0.498; 32767 / 257 = 127.5 minus a bit; 65280 / 257 = 254.01; 257 / 257
        assertThat(decoded(png).rgb()).containsExactly(0, 0, 127, 254, 255, 1);
    }

    @Test
    void alphaIsDroppedNotComposited() {
        BufferedImage source = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);
        source.setRGB(0, 0, 0x10c08040);

        assertThat(colorAt(decoded(write(source, "png")), 0, 0)).isEqualTo(0xc08040);
        assertCorners(decoded(WebpSamples.LOSSLESS_ALPHA), RED, GREEN, BLUE, YELLOW);
        assertCorners(decoded(WebpSamples.LOSSY_ALPHA), RED, GREEN, BLUE, YELLOW);
    }

    @Test
    void webpDecodesLosslessLossyAndAnimated() {
        assertCorners(decoded(WebpSamples.LOSSLESS), RED, GREEN, BLUE, YELLOW);
        assertCorners(decoded(WebpSamples.LOSSY), RED, GREEN, BLUE, YELLOW);
        assertCorners(decoded(WebpSamples.ANIMATED), RED, GREEN, BLUE, YELLOW);
        RgbImage gradient = decoded(WebpSamples.GRADIENT);
        for (int y = 0; y < 16; y++)
            for (int x = 0; x < 24; x++)
                assertThat(colorAt(gradient, x, y))
                        .isEqualTo(((10 * x) << 16) | ((15 * y) << 8) | ((7 * x + 11 * y) & 0xff));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 24, 16, RGBY", "1, 24, 16, RGBY", "2, 24, 16, GRYB", "3, 24, 16, YBGR", "4, 24, 16, BYRG",
        "5, 16, 24, RBGY", "6, 16, 24, BRYG", "7, 16, 24, YGBR", "8, 16, 24, GYRB", "9, 24, 16, RGBY",
    })
    void exifOrientationIsApplied(int orientation, int width, int height, String corners) {
        byte[] jpeg = write(quadrants(24, 16, TYPE_3BYTE_BGR), "jpeg");
        byte[] png = TestImages.png(
                "IHDR", TestImages.ihdr(24, 16, 8, 2),
                "eXIf", TestImages.exif(orientation, false),
                "IDAT", TestImages.deflate(filteredRows(decoded(write(quadrants(24, 16, TYPE_3BYTE_BGR), "png")))));
        byte[] app1 = ByteBuffer.allocate(32)
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(TestImages.exif(orientation, true))
                .array();

        for (RgbImage image : new RgbImage[] {decoded(TestImages.withSegment(jpeg, 0xe1, app1)), decoded(png)}) {
            assertThat(image.width()).isEqualTo(width);
            assertThat(image.height()).isEqualTo(height);
            int[] colors = corners.chars().map(ImageDecoderTest::color).toArray();
            assertCorners(image, colors[0], colors[1], colors[2], colors[3]);
        }
    }

    @Test
    void exifOrientationOfWebpIsApplied() {
        assertCorners(decoded(WebpSamples.LOSSLESS_TURNED), BLUE, RED, YELLOW, GREEN);
    }

    @Test
    void threeUnmarkedComponentsAreYccEvenWhereNothingIsSubsampled() {
        // The JDK alone would take them for RGB.
        byte[] jpeg = TestImages.jpegOf(samples(120, 128, 200));

        assertNear(decoded(jpeg), 221, 69, 120);
        assertNear(decoded(TestImages.withSegment(jpeg, 0xee, TestImages.adobe(1))), 221, 69, 120);
    }

    @Test
    void adobeMarkedRgbIsRgb() {
        byte[] jpeg = TestImages.withSegment(TestImages.jpegOf(samples(120, 30, 200)), 0xee, TestImages.adobe(0));

        assertNear(decoded(jpeg), 120, 30, 200);
    }

    @Test
    void fourInksBecomeRgb() {
        byte[] jpeg = TestImages.jpegOf(samples(200, 100, 50, 128));

        // Unmarked: (255 - c) (255 - k) / 255. Adobe's are inverted: c k / 255; with transform 2 they are YCC first.
        assertNear(decoded(jpeg), 27, 77, 102);
        assertNear(decoded(TestImages.withSegment(jpeg, 0xee, TestImages.adobe(0))), 100, 50, 25);
        assertNear(
                decoded(TestImages.withSegment(
                        TestImages.jpegOf(samples(200, 128, 128, 128)), 0xee, TestImages.adobe(2))),
                28,
                28,
                28);
    }

    @Test
    void aGifFrameLiesWhereItsDescriptorSaysOnTheScreen() {
        byte[] gif = write(quadrants(8, 6, TYPE_3BYTE_BGR), "gif");
        int descriptor = indexOf(gif, 0x2c);
        gif[6] = 20;
        gif[8] = 10;
        gif[descriptor + 1] = 12;
        gif[descriptor + 3] = 4;

        RgbImage image = decoded(gif);

        assertThat(image.width()).isEqualTo(20);
        assertThat(image.height()).isEqualTo(10);
        assertThat(colorAt(image, 12, 4)).isEqualTo(RED);
        assertThat(colorAt(image, 19, 9)).isEqualTo(YELLOW);
    }

    @Test
    void theBytesTellTheFormatNotTheSender() {
        byte[] png = write(quadrants(24, 16, TYPE_3BYTE_BGR), "png");

        DecodeResult result = decoder.decode(
                new EncodedImage(ByteBuffer.wrap(png), ImageEncoding.JPEG, OptionalInt.empty(), OptionalInt.empty()));

        assertThat(result)
                .isInstanceOfSatisfying(
                        DecodeResult.Decoded.class,
                        decoded -> assertThat(decoded.actual()).isEqualTo(ImageEncoding.PNG));
    }

    @Test
    void readsAnyKindOfBufferFromItsPosition() {
        byte[] png = write(quadrants(24, 16, TYPE_3BYTE_BGR), "png");
        ByteBuffer direct = ByteBuffer.allocateDirect(png.length + 7).position(7);
        direct.put(png).position(7);
        ByteBuffer heap = ByteBuffer.wrap(prepend(99, png)).position(1);

        for (ByteBuffer buffer : new ByteBuffer[] {direct, heap, heap.asReadOnlyBuffer()}) {
            int position = buffer.position();
            DecodeResult result = decoder.decode(EncodedImage.of(buffer));
            assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
            assertThat(buffer.position()).isEqualTo(position);
        }
    }

    @Test
    void manyThreadsGetTheSamePixels() {
        byte[] jpeg = write(quadrants(48, 32, TYPE_3BYTE_BGR), "jpeg");
        byte[] gif = write(quadrants(48, 32, TYPE_3BYTE_BGR), "gif");
        byte[] expected = decoded(jpeg).rgb();

        assertThat(IntStream.range(0, 400).parallel().mapToObj(i -> {
                    decoded(gif);
                    return decoded(jpeg).rgb();
                }))
                .allSatisfy(rgb -> assertThat(rgb).isEqualTo(expected));
    }

    @Test
    void leavesTheApplicationsImageIoAlone() {
        decoded(write(quadrants(8, 8, TYPE_3BYTE_BGR), "gif"));

        assertThat(ImageIO.getUseCache()).isTrue();
    }

    private RgbImage decoded(byte[] content) {
        DecodeResult result = decoder.decode(EncodedImage.of(ByteBuffer.wrap(content)));
        assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
        return ((DecodeResult.Decoded) result).image();
    }

    private static void assertCorners(RgbImage image, int topLeft, int topRight, int bottomLeft, int bottomRight) {
        int right = image.width() - 2;
        int bottom = image.height() - 2;
        assertClose(colorAt(image, 1, 1), topLeft);
        assertClose(colorAt(image, right, 1), topRight);
        assertClose(colorAt(image, 1, bottom), bottomLeft);
        assertClose(colorAt(image, right, bottom), bottomRight);
    }

    private static void assertNear(RgbImage image, int red, int green, int blue) {
        assertClose(colorAt(image, 0, 0), (red << 16) | (green << 8) | blue);
    }

    /** As far as lossy formats go. */
    private static void assertClose(int color, int expected) {
        for (int shift = 0; shift < 24; shift += 8)
            assertThat(Math.abs(((color >> shift) & 0xff) - ((expected >> shift) & 0xff)))
                    .as("%06x is %06x", color, expected)
                    .isLessThan(24);
    }

    private static int color(int letter) {
        return switch (letter) {
            case 'R' -> RED;
            case 'G' -> GREEN;
            case 'B' -> BLUE;
            default -> YELLOW;
        };
    }

    private static Raster samples(int... values) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, values.length, null);
        for (int y = 0; y < 16; y++) for (int x = 0; x < 16; x++) raster.setPixel(x, y, values);
        return raster;
    }

    private static byte[] filteredRows(RgbImage image) {
        int rowBytes = 3 * image.width();
        byte[] rows = new byte[image.height() * (1 + rowBytes)];
        for (int y = 0; y < image.height(); y++)
            System.arraycopy(image.rgb(), y * rowBytes, rows, y * (1 + rowBytes) + 1, rowBytes);
        return rows;
    }

    private static byte[] prepend(int first, byte[] bytes) {
        return ByteBuffer.allocate(1 + bytes.length)
                .put((byte) first)
                .put(bytes)
                .array();
    }

    private static int indexOf(byte[] bytes, int value) {
        // Behind the colour table, which may have the value too.
        int at = 13 + (3 << ((bytes[10] & 7) + 1));
        while (bytes[at] != value) at++;
        return at;
    }
}
