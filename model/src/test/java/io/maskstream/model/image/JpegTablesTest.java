package io.maskstream.model.image;

import static io.maskstream.model.image.TestImages.quadrants;
import static io.maskstream.model.image.TestImages.write;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.RejectionReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An image is what its own bytes say, whatever the thread has decoded before. */
class JpegTablesTest {

    private static final int SOF0 = 0xc0;
    private static final int DHT = 0xc4;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;

    /** Coarse, and with Huffman tables of its own. */
    private static final byte[] OTHER = optimized(0.1f);

    private static final byte[] FILE = write(quadrants(64, 48, TYPE_3BYTE_BGR), "jpeg");

    static Stream<JpegDecoding> decoders() {
        return TurboRequired.decoders();
    }

    /** As cameras send Motion JPEG. */
    @ParameterizedTest
    @MethodSource("decoders")
    void withoutHuffmanTablesItHasTheStandardOnes(JpegDecoding jpeg) throws Exception {
        RgbImage expected = alone(jpeg, FILE).image();
        assertThat(decoded(aloneResult(jpeg, without(FILE, DHT, i -> true)))
                        .image()
                        .rgb())
                .isEqualTo(expected.rgb());
        assertThat(decoded(afterOther(jpeg, without(FILE, DHT, i -> true)))
                        .image()
                        .rgb())
                .isEqualTo(expected.rgb());
        for (int table = 0; table < 4; table++) {
            int gone = table;
            assertThat(decoded(afterOther(jpeg, without(FILE, DHT, i -> i == gone)))
                            .image()
                            .rgb())
                    .as("without table %d", table)
                    .isEqualTo(expected.rgb());
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void withoutAQuantizationTableItIsRefused(JpegDecoding jpeg) throws Exception {
        for (int table = 0; table < 2; table++) {
            int gone = table;
            byte[] file = without(FILE, DQT, i -> i == gone);
            for (DecodeResult result : List.of(aloneResult(jpeg, file), afterOther(jpeg, file)))
                assertCorrupt(result, "quantization table " + table + ", which is not defined before it");
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void progressiveOnesHaveNoStandardTables(JpegDecoding jpeg) throws Exception {
        byte[] progressive = write(quadrants(64, 48, TYPE_3BYTE_BGR), "jpeg", "progressive");
        byte[] tableless = without(progressive, DHT, i -> true);
        for (DecodeResult result : List.of(aloneResult(jpeg, tableless), afterOther(jpeg, tableless)))
            assertCorrupt(result, "Huffman table DC 0");
        byte[] late = without(progressive, DHT, i -> i > 0);
        assertCorrupt(afterOther(jpeg, late), "Huffman table");
        assertThat(afterOther(jpeg, progressive)).isInstanceOf(DecodeResult.Decoded.class);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void onlyTablesOfOtherIdsMustBeThere(JpegDecoding jpeg) throws Exception {
        byte[] file = OTHER.clone();
        int scan = indexOf(file, SOS);
        // Of each component the tables that it uses, 0x00 and 0x11 as they are written.
        for (int at = scan + 6; at < scan + 12; at += 2) file[at] = (byte) (file[at] + 0x22);
        assertCorrupt(aloneResult(jpeg, file), "Huffman table DC 2");
        for (int at = 0; (at = next(file, DHT, at)) >= 0; at += 2) file[at + 4] = (byte) (file[at + 4] + 2);
        assertThat(decoded(afterOther(jpeg, file)).image().rgb())
                .isEqualTo(alone(jpeg, OTHER).image().rgb());
        file[scan + 6] = (byte) 0x44;
        assertCorrupt(aloneResult(jpeg, file), "Huffman table DC 4");
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void tablesCountFromWhereTheyStand(JpegDecoding jpeg) throws Exception {
        byte[] tables = only(FILE, DQT);
        byte[] rest = without(FILE, DQT, i -> true);
        int frame = indexOf(rest, SOF0);
        int behindFrame = frame + 2 + ByteBuffer.wrap(rest).getShort(frame + 2);
        byte[] early = inserted(rest, tables, behindFrame);
        assertThat(decoded(afterOther(jpeg, early)).image().rgb())
                .isEqualTo(alone(jpeg, FILE).image().rgb());
        assertCorrupt(afterOther(jpeg, inserted(rest, tables, rest.length - 2)), "quantization table 0");
    }

    @Test
    void aDamagedTableIsNone() {
        byte[] file = FILE.clone();
        file[indexOf(file, DQT) + 4] = 4;
        assertCorrupt(decode(JpegDecoding.JDK, file), "quantization table 4 is damaged");
        file = FILE.clone();
        file[indexOf(file, DQT) + 4] = 0x10;
        assertCorrupt(decode(JpegDecoding.JDK, file), "quantization table 0 is damaged");
        for (int type : new int[] {0x20, 0x14}) {
            file = FILE.clone();
            file[indexOf(file, DHT) + 4] = (byte) type;
            assertCorrupt(decode(JpegDecoding.JDK, file), "is damaged");
        }
        file = FILE.clone();
        file[indexOf(file, DHT) + 6]++;
        assertCorrupt(decode(JpegDecoding.JDK, file), "Huffman table 0 is damaged");
    }

    @Test
    void aScanHeaderFitsItsFrame() {
        byte[] unknown = FILE.clone();
        unknown[indexOf(unknown, SOS) + 5] = 77;
        assertCorrupt(decode(JpegDecoding.JDK, unknown), "component 77");
        byte[] many = FILE.clone();
        many[indexOf(many, SOS) + 4] = 4;
        assertCorrupt(decode(JpegDecoding.JDK, many), "scan header of 14 bytes for 4 components");
    }

    /** The decoder's readers are the thread's. */
    private static DecodeResult aloneResult(JpegDecoding jpeg, byte[] file) throws Exception {
        return onNewThread(jpeg, file);
    }

    private static DecodeResult.Decoded alone(JpegDecoding jpeg, byte[] file) throws Exception {
        return decoded(onNewThread(jpeg, file));
    }

    private static DecodeResult afterOther(JpegDecoding jpeg, byte[] file) throws Exception {
        return onNewThread(jpeg, OTHER, file);
    }

    /** Of the last one. */
    private static DecodeResult onNewThread(JpegDecoding jpeg, byte[]... files) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(() -> Arrays.stream(files)
                            .map(file -> decode(jpeg, file))
                            .reduce((before, last) -> last)
                            .orElseThrow())
                    .get();
        } finally {
            thread.shutdownNow();
        }
    }

    private static DecodeResult decode(JpegDecoding jpeg, byte[] file) {
        return new ImageDecoder(ImageLimits.DEFAULT, jpeg).decode(EncodedImage.of(ByteBuffer.wrap(file)));
    }

    private static DecodeResult.Decoded decoded(DecodeResult result) {
        assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
        return (DecodeResult.Decoded) result;
    }

    private static void assertCorrupt(DecodeResult result, String words) {
        assertThat(result).isInstanceOfSatisfying(DecodeResult.Rejected.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(RejectionReason.CORRUPT_IMAGE);
            assertThat(rejected.rejection().message()).contains(words);
        });
    }

    private static byte[] optimized(float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            JPEGImageWriteParam param = (JPEGImageWriteParam) writer.getDefaultWriteParam();
            param.setOptimizeHuffmanTables(true);
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(quadrants(80, 40, TYPE_3BYTE_BGR), null, null), param);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** Without the segments of a marker whose numbers, from 0, are named. */
    private static byte[] without(byte[] jpeg, int marker, IntPredicate gone) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        int number = 0;
        for (int at = 0; (at = next(jpeg, marker, at)) >= 0; number++) {
            int end = at + 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
            if (gone.test(number)) {
                out.write(jpeg, from, at - from);
                from = end;
            }
            at = end;
        }
        out.write(jpeg, from, jpeg.length - from);
        assertThat(out.size()).isLessThan(jpeg.length);
        return out.toByteArray();
    }

    private static byte[] only(byte[] jpeg, int marker) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; (at = next(jpeg, marker, at)) >= 0; at += 2)
            out.write(jpeg, at, 2 + ByteBuffer.wrap(jpeg).getShort(at + 2));
        return out.toByteArray();
    }

    private static byte[] inserted(byte[] jpeg, byte[] what, int at) {
        return ByteBuffer.allocate(jpeg.length + what.length)
                .put(jpeg, 0, at)
                .put(what)
                .put(jpeg, at, jpeg.length - at)
                .array();
    }

    private static int indexOf(byte[] jpeg, int marker) {
        int at = next(jpeg, marker, 0);
        assertThat(at).isNotNegative();
        return at;
    }

    /** Index of the marker's 0xff at or behind an index, -1 without one. In entropy-coded data a 0 follows each 0xff. */
    private static int next(byte[] jpeg, int marker, int from) {
        for (int at = from; at + 1 < jpeg.length; at++)
            if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == marker) return at;
        return -1;
    }
}
