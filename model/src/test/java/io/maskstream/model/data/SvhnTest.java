package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files that it writes as MATLAB does. */
final class SvhnTest {

    private static final MatlabBytes LITTLE = new MatlabBytes(ByteOrder.LITTLE_ENDIAN);
    private static final int IMAGES = 5;
    private static final byte[] DIGITS = {10, 1, 9, 10, 2};

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"true,LITTLE_ENDIAN", "false,LITTLE_ENDIAN", "true,BIG_ENDIAN", "false,BIG_ENDIAN"})
    void readsImagesAndDigits(boolean compressed, String order) throws IOException {
        MatlabBytes matlab =
                new MatlabBytes(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        write("train_32x32.mat", matlab, compressed, DIGITS);
        write("test_32x32.mat", matlab, compressed, new byte[] {3, 3, 3, 3, 4});

        Dataset train = DataSource.parse("svhn:" + directory).training();
        assertThat(train.size()).isEqualTo(IMAGES);
        assertThat(train.labels()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(new int[] {train.label(0), train.label(1), train.label(2), train.label(3), train.label(4)})
                .containsExactly(0, 1, 9, 0, 2);
        for (int n = 0; n < IMAGES; n++) {
            byte[] rgb = train.image(n).rgb();
            for (int y = 0, at = 0; y < 32; y++)
                for (int x = 0; x < 32; x++)
                    for (int c = 0; c < 3; c++) assertThat(rgb[at++]).isEqualTo(pixel(y, x, c, n));
        }
        assertThat(DataSource.parse("svhn:" + directory).test().label(4)).isEqualTo(4);
    }

    @Test
    void namesAMissingFileAndTheOfficialPage() {
        assertRefused("train_32x32.mat is missing");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesTheEndOfATruncatedFile(boolean compressed) throws IOException {
        byte[] whole = write("train_32x32.mat", LITTLE, compressed, DIGITS);
        for (int length : new int[] {0, 127, 132, 140, whole.length / 2, whole.length - 1}) {
            Files.write(directory.resolve("train_32x32.mat"), Arrays.copyOf(whole, length));
            if (length == 132) assertRefused("ends inside the tag of an array", "(at byte 128)");
            else assertRefused("(at byte " + length + ")");
        }
        Files.write(directory.resolve("train_32x32.mat"), Arrays.copyOf(whole, 128));
        assertRefused("has no array X", "(at byte 128)");
    }

    @Test
    void findsAnyChangedByteOfACompressedArray() throws IOException {
        byte[] whole = write("train_32x32.mat", LITTLE, true, DIGITS);
        int end = 136 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(132);
        for (int at = 136; at < end; at += at < 200 || at > end - 20 ? 1 : 97) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            Files.write(directory.resolve("train_32x32.mat"), changed);
            assertThatThrownBy(() -> DataSource.parse("svhn:" + directory).training())
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("train_32x32.mat")
                    .hasMessageContaining("has an array that cannot be read")
                    .hasMessageContaining("(at byte 128)");
        }
    }

    @Test
    void namesTheByteOfGarbage() throws IOException {
        byte[] whole = write("train_32x32.mat", LITTLE, false, DIGITS);
        byte[] garbage = new byte[5000];
        Arrays.fill(garbage, (byte) 0x5a);
        Files.write(directory.resolve("train_32x32.mat"), garbage);
        assertRefused("no byte order mark", "(at byte 126)");
        changed(whole, 128, 99);
        assertRefused("of type 99 where an array must begin", "(at byte 128)");
        changed(whole, 152, 99);
        assertRefused("has an array that cannot be read", "99", "(at byte 128)");
        // More pixels than the file has, whatever the heap.
        changed(whole, 188, 0x7ffffff0);
        assertRefused("declares 2147483632 bytes of numbers", "(at byte 128)");
        changed(whole, 188, 3072);
        assertRefused("Incorrect number of elements");
        changed(whole, 160, 31);
        assertRefused("Incorrect number of elements");
    }

    @Test
    void namesWhatIsWrongWithTheArrays() throws IOException {
        Path file = directory.resolve("train_32x32.mat");
        byte[] x = LITTLE.uint8("X", pixels(), 32, 32, 3, IMAGES);
        Files.write(file, LITTLE.file(x, LITTLE.uint8("z", DIGITS, IMAGES, 1)));
        assertRefused("has no array y");
        Files.write(file, LITTLE.file(x, LITTLE.uint8("y", new byte[] {1, 2}, 2, 1)));
        assertRefused("has 2 labels and 5 images", "(at byte " + (128 + x.length) + ")");
        for (byte wrong : new byte[] {0, 11}) {
            Files.write(file, LITTLE.file(x, LITTLE.uint8("y", new byte[] {1, 2, wrong, 4, 5}, IMAGES, 1)));
            assertRefused("has the label " + wrong + ".0 for image 2", "(at byte " + (128 + x.length) + ")");
        }
        Files.write(file, LITTLE.file(LITTLE.uint8("X", pixels(), 32, 3, 32, IMAGES)));
        assertRefused("has X of uint8 [32, 3, 32, 5], must be of uint8 [32, 32, 3, images]", "(at byte 128)");
        Files.write(file, LITTLE.file(LITTLE.doubles("X", pixels(), 32, 32, 3, IMAGES)));
        assertRefused("has X of double");
    }

    private void assertRefused(String... said) {
        assertThatThrownBy(() -> DataSource.parse("svhn:" + directory).training())
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("train_32x32.mat")
                .hasMessageContainingAll(said)
                .hasMessageContaining("http://ufldl.stanford.edu/housenumbers/");
    }

    private void changed(byte[] whole, int at, int value) throws IOException {
        byte[] changed = whole.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        Files.write(directory.resolve("train_32x32.mat"), changed);
    }

    private byte[] write(String name, MatlabBytes matlab, boolean compressed, byte[] digits) throws IOException {
        byte[] x = matlab.uint8("X", pixels(), 32, 32, 3, IMAGES);
        // As published: of class double, stored as bytes.
        byte[] y = matlab.doubles("y", digits, IMAGES, 1);
        byte[] file = compressed ? matlab.file(matlab.compressed(x), matlab.compressed(y)) : matlab.file(x, y);
        Files.write(directory.resolve(name), file);
        return file;
    }

    private static byte[] pixels() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = 0; n < IMAGES; n++)
            for (int c = 0; c < 3; c++)
                for (int x = 0; x < 32; x++) for (int y = 0; y < 32; y++) out.write(pixel(y, x, c, n));
        return out.toByteArray();
    }

    private static byte pixel(int y, int x, int c, int n) {
        return (byte) (n * 31 + c * 85 + y * 7 + x * 3 + (x * y) % 11);
    }
}
