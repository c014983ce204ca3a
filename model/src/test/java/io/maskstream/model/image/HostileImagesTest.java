package io.maskstream.model.image;

import static io.maskstream.model.image.TestImages.deflate;
import static io.maskstream.model.image.TestImages.ihdr;
import static io.maskstream.model.image.TestImages.png;
import static io.maskstream.model.image.TestImages.quadrants;
import static io.maskstream.model.image.TestImages.write;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.maskstream.model.RejectionReason;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileImagesTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Enough for messages, for copies of small files and for the readers that a thread makes once. */
    private static final long SMALL = 4 << 20;

    private static final ImageLimits TIGHT = new ImageLimits(1 << 20, 1 << 20);

    private final JpegDecoding jpeg = jpeg();
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT, jpeg);

    JpegDecoding jpeg() {
        return JpegDecoding.AUTO;
    }

    static Map<String, byte[]> smallFiles() {
        Map<String, byte[]> files = new TreeMap<>();
        for (String format : new String[] {"jpeg", "png", "gif", "bmp"})
            files.put(format, write(quadrants(12, 8, TYPE_3BYTE_BGR), format));
        files.put("progressive jpeg", write(quadrants(12, 8, TYPE_3BYTE_BGR), "jpeg", "progressive"));
        files.put("interlaced png", write(quadrants(12, 8, TYPE_3BYTE_BGR), "png", "progressive"));
        files.put("rle bmp", write(quadrants(12, 8, BufferedImage.TYPE_BYTE_INDEXED), "bmp", "BI_RLE8"));
        files.put("lossy webp", WebpSamples.LOSSY);
        files.put("lossless webp", WebpSamples.LOSSLESS_ALPHA);
        files.put("gradient webp", WebpSamples.GRADIENT);
        files.put("animated webp", WebpSamples.ANIMATED);
        return files;
    }

    private static byte[] file(String name) {
        return Objects.requireNonNull(smallFiles().get(name), name).clone();
    }

    @Test
    void everyTruncationIsRefusedWithoutAnException() {
        smallFiles().forEach((name, file) -> {
            for (int length = 0; length < lastNeeded(name, file); length++) {
                DecodeResult result = decode(decoder, Arrays.copyOf(file, length));
                assertThat(result)
                        .as("%s cut to %d of %d bytes", name, length, file.length)
                        .isInstanceOf(DecodeResult.Rejected.class);
            }
        });
    }

    /** A GIF's trailer is not needed: what follows the first image is not looked at. */
    private static int lastNeeded(String name, byte[] file) {
        return name.equals("gif") ? file.length - 1 : file.length;
    }

    @Test
    void everyFlippedBitIsBoundedAndThrowsNothing() {
        ImageDecoder tight = new ImageDecoder(TIGHT, jpeg);
        smallFiles().forEach((name, file) -> {
            for (int bit = 0; bit < 8 * file.length; bit += bit < 8 * 200 ? 1 : 5) {
                byte[] flipped = file.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                long before = allocated();
                DecodeResult plain = decode(tight, flipped);
                if (plain instanceof DecodeResult.Rejected rejected)
                    assertThat(rejected.rejection().message()).doesNotContain("Exception");
                if (name.endsWith("png")) {
                    assertThat(plain).as("%s, bit %d", name, bit).isInstanceOf(DecodeResult.Rejected.class);
                    decode(tight, withRightCrcs(flipped));
                }
                assertThat(allocated() - before).as("%s, bit %d", name, bit).isLessThan(200L << 20);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "lossless webp", "lossy webp", "animated webp"})
    void aHeaderThatClaimsTooManyPixelsIsRefusedBeforeAnythingIsAllocated(String name) {
        byte[] claims = withSize(name, file(name));
        long before = allocated();

        DecodeResult result = decode(new ImageDecoder(TIGHT, jpeg), claims);

        assertRejected(result, RejectionReason.TOO_MANY_PIXELS, "frame.max.pixels = 1048576");
        assertThat(allocated() - before).isLessThan(SMALL);
    }

    @Test
    void aHundredThousandPixelsOnASideAreTooMany() {
        byte[] content = png("IHDR", ihdr(100_000, 100_000, 8, 2), "IDAT", deflate(new byte[10]));

        assertRejected(decode(decoder, content), RejectionReason.TOO_MANY_PIXELS, "100000x100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void fewBytesCannotBeManyPixelsWithinTheLimit(String name) {
        byte[] claims = withSize(name, file(name));
        long before = allocated();

        DecodeResult result = decode(decoder, claims);

        assertRejected(result, RejectionReason.TRUNCATED, "");
        assertThat(allocated() - before).isLessThan(SMALL);
    }

    @Test
    void compressedTextAndProfilesAreNeverInflated() {
        byte[] bomb = deflate(new byte[50 << 20]);
        byte[] text = ByteBuffer.allocate(3 + bomb.length)
                .put((byte) 'a')
                .position(3)
                .put(bomb)
                .array();
        byte[] pixels = deflate(new byte[20 << 20]);
        byte[] content = png("IHDR", ihdr(8, 8, 8, 0), "zTXt", text, "iCCP", text, "IDAT", pixels);
        long before = allocated();

        assertThat(decode(decoder, content)).isInstanceOf(DecodeResult.Decoded.class);
        assertThat(allocated() - before).isLessThan(SMALL);
    }

    @Test
    void aJpegOfEndlessScansIsRefused() {
        byte[] jpeg = file("jpeg");
        int scan = indexOf(jpeg, 0xda);
        int end = jpeg.length - 2;
        ByteBuffer many = ByteBuffer.allocate(jpeg.length + 200 * (end - scan));
        many.put(jpeg, 0, end);
        for (int i = 0; i < 200; i++) many.put(jpeg, scan, end - scan);
        many.put(jpeg, end, 2);

        assertRejected(decode(decoder, many.array()), RejectionReason.CORRUPT_IMAGE, "100 scans");
    }

    @Test
    void losslessWebpDataThatEndsTooSoonIsRefusedWhereItsChunkIsWhole() {
        int cut = 12;
        byte[] content = Arrays.copyOf(WebpSamples.LOSSLESS_ALPHA, WebpSamples.LOSSLESS_ALPHA.length - cut);
        ByteBuffer little = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        little.putInt(4, content.length - 8).putInt(16, content.length - 20);

        assertRejected(decode(decoder, content), RejectionReason.TRUNCATED, "before its last pixel");
    }

    @Test
    void aBmpOfNegativeHeightHasItsRowsFromTheTop() {
        byte[] bottomUp = file("bmp");
        byte[] topDown = bottomUp.clone();
        ByteBuffer header = ByteBuffer.wrap(topDown).order(ByteOrder.LITTLE_ENDIAN);
        int height = header.getInt(22);
        header.putInt(22, -height);
        int pixels = header.getInt(10);
        int row = (topDown.length - pixels) / height;
        for (int y = 0; y < height; y++)
            System.arraycopy(bottomUp, pixels + (height - 1 - y) * row, topDown, pixels + y * row, row);

        assertThat(rgb(decode(decoder, topDown))).isEqualTo(rgb(decode(decoder, bottomUp)));
    }

    @Test
    void aBmpOfTheLowestHeightIsRefused() {
        byte[] lowest = file("bmp");
        ByteBuffer.wrap(lowest).order(ByteOrder.LITTLE_ENDIAN).putInt(22, Integer.MIN_VALUE);

        assertRejected(decode(decoder, lowest), RejectionReason.TOO_MANY_PIXELS, "");
    }

    /** None of them may cost much more than its twelve bytes. */
    @Test
    void aHundredThousandEmptyChunksAreWalkedOver() {
        List<Object> chunks = new ArrayList<>(List.of("IHDR", ihdr(2, 1, 8, 2)));
        for (int i = 0; i < 100_000; i++) chunks.addAll(List.of("teXt", new byte[0]));
        chunks.addAll(List.of("IDAT", deflate(new byte[] {0, 1, 2, 3, 4, 5, 6}), "IEND", new byte[0]));
        byte[] content = png(chunks.toArray());
        long before = allocated();

        assertThat(rgb(decode(decoder, content))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(allocated() - before).isLessThan(SMALL + 10L * content.length);
    }

    @Test
    void aWrongCrcIsNamed() {
        byte[] content = file("png");
        content[content.length - 13] ^= 1;

        assertRejected(decode(decoder, content), RejectionReason.CORRUPT_IMAGE, "CRC of chunk IDAT");
    }

    @ParameterizedTest
    @CsvSource({"'<html>502</html>', error page", "%PDF-1.7, PDF", "hello, hello", "'II*\u0000aaaa', TIFF"})
    void whatIsNoImageIsSaidPlainly(String content, String said) {
        assertRejected(
                decode(decoder, content.getBytes(StandardCharsets.ISO_8859_1)),
                RejectionReason.UNSUPPORTED_FORMAT,
                said);
    }

    @Test
    void contentBeyondItsLimitIsRefused() {
        assertRejected(
                decode(new ImageDecoder(new ImageLimits(10, 10)), new byte[11]),
                RejectionReason.TOO_MANY_BYTES,
                "11 bytes, more than frame.max.bytes = 10");
        assertRejected(decode(decoder, new byte[0]), RejectionReason.EMPTY_CONTENT, "no bytes");
    }

    @Test
    void aFailedReaderDoesNotSpoilTheNextImage() {
        byte[] broken = file("jpeg");
        // Not a Huffman table any more, as there are but two codes of one bit: the reader throws.
        int lengths = indexOf(broken, 0xc4) + 5;
        for (int i = 1; i < 16; i++) {
            broken[lengths] = (byte) (broken[lengths] + broken[lengths + i]);
            broken[lengths + i] = 0;
        }

        assertRejected(decode(decoder, broken), RejectionReason.CORRUPT_IMAGE, "JPEG does not decode");
        assertThat(decode(decoder, file("jpeg"))).isInstanceOf(DecodeResult.Decoded.class);
    }

    @Test
    void rawIsReadOnlyWhereItIsDeclaredAndOnlyInItsSize() {
        byte[] pixels = {1, 2, 3, 4, 5, 6};
        assertThat(rgb(raw(ImageEncoding.RAW_RGB24, 2, 1, pixels))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(rgb(raw(ImageEncoding.RAW_BGR24, 1, 2, pixels))).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(rgb(raw(ImageEncoding.RAW_GRAY8, 2, 1, new byte[] {7, 9}))).containsExactly(7, 7, 7, 9, 9, 9);

        assertRejected(raw(ImageEncoding.RAW_RGB24, 2, 2, pixels), RejectionReason.RAW_SIZE_MISMATCH, "is 12");
        assertRejected(raw(ImageEncoding.RAW_GRAY8, -2, -3, pixels), RejectionReason.RAW_SIZE_MISMATCH, "-2x-3");
        assertRejected(raw(ImageEncoding.RAW_GRAY8, 65_000, 65_000, pixels), RejectionReason.TOO_MANY_PIXELS, "65000");
        assertRejected(decode(decoder, pixels), RejectionReason.UNSUPPORTED_FORMAT, "begins with");
        assertRejected(
                decoder.decode(new EncodedImage(
                        ByteBuffer.wrap(pixels), ImageEncoding.RAW_RGB24, OptionalInt.of(2), OptionalInt.empty())),
                RejectionReason.RAW_SIZE_MISMATCH,
                "without width and height");
    }

    private DecodeResult raw(ImageEncoding encoding, int width, int height, byte[] pixels) {
        return decoder.decode(
                new EncodedImage(ByteBuffer.wrap(pixels), encoding, OptionalInt.of(width), OptionalInt.of(height)));
    }

    private static byte[] rgb(DecodeResult result) {
        return ((DecodeResult.Decoded) result).image().rgb();
    }

    private static DecodeResult decode(ImageDecoder decoder, byte[] content) {
        return decoder.decode(EncodedImage.of(ByteBuffer.wrap(content)));
    }

    private static void assertRejected(DecodeResult result, RejectionReason reason, String said) {
        assertThat(result).isInstanceOfSatisfying(DecodeResult.Rejected.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(reason);
            assertThat(rejected.rejection().message()).contains(said);
        });
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** The file with a header that claims 6,000 x 5,000 pixels. */
    private static byte[] withSize(String name, byte[] file) {
        ByteBuffer out = ByteBuffer.wrap(file);
        ByteBuffer little = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        switch (name) {
            case "jpeg" ->
                out.putShort(indexOf(file, 0xc0) + 5, (short) 5000).putShort(indexOf(file, 0xc0) + 7, (short) 6000);
            case "png" -> {
                out.putInt(16, 6000).putInt(20, 5000);
                return withRightCrcs(file);
            }
            case "gif" -> {
                int frame = 13 + (3 << ((file[10] & 7) + 1));
                while (file[frame] != 0x2c) frame++;
                little.putShort(frame + 5, (short) 6000).putShort(frame + 7, (short) 5000);
            }
            case "bmp" -> little.putInt(18, 6000).putInt(22, 5000);
            case "lossy webp" -> little.putShort(26, (short) 6000).putShort(28, (short) 5000);
            case "lossless webp" -> little.putInt(21, 5999 | (4999 << 14));
            default -> little.putInt(24, 5999).putShort(27, (short) 4999);
        }
        return file;
    }

    /** Index of the {@code 0xff} of the first such marker. */
    private static int indexOf(byte[] jpeg, int marker) {
        int at = 0;
        while ((jpeg[at] & 0xff) != 0xff || (jpeg[at + 1] & 0xff) != marker) at++;
        return at;
    }

    /** Mends the CRC of every whole chunk, in place. */
    static byte[] withRightCrcs(byte[] png) {
        ByteBuffer out = ByteBuffer.wrap(png);
        for (int at = 8; at + 12 <= png.length; ) {
            int length = out.getInt(at);
            if (length < 0 || at + 12L + length > png.length) break;
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, 4 + length);
            out.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return png;
    }
}
