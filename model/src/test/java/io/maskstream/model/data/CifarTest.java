package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.image.RgbImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against files that it writes as the page describes them. */
final class CifarTest {

    private static final String PAGE = "https://www.cs.toronto.edu/~kriz/cifar.html";
    private static final String NAMES = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";

    @TempDir
    Path parent;

    @Test
    void readsFiveBatchesAsOneTrainingSetAndTheTestBatch() throws IOException {
        Path directory = cifar10();
        for (Path given : List.of(directory, parent)) {
            Dataset train = new DataSource(DataKind.CIFAR10, given).training();
            assertThat(train.size()).isEqualTo(15);
            assertThat(train.labels()).hasSize(10).startsWith("airplane").endsWith("truck");
            for (int i = 0; i < 15; i++) {
                assertThat(train.label(i)).isEqualTo(i % 10);
                assertPixels(train.image(i), i);
            }
            Dataset test = new DataSource(DataKind.CIFAR10, given).test();
            assertThat(test.size()).isEqualTo(2);
            assertThat(test.label(1)).isEqualTo(9);
            assertPixels(test.image(1), 99);
        }
    }

    @Test
    void readsFineLabelsOfCifar100() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("cifar-100-binary"));
        Files.writeString(
                directory.resolve("fine_label_names.txt"),
                IntStream.range(0, 100).mapToObj(i -> "class " + i).collect(Collectors.joining("\n")));
        Files.write(directory.resolve("train.bin"), concat(record(3, 19, 99), record(4, 0, 7)));
        Files.write(directory.resolve("test.bin"), record(5, 1, 42));

        Dataset train = DataSource.parse("cifar100:" + parent).training();
        assertThat(train.size()).isEqualTo(2);
        assertThat(train.labels().get(train.label(0))).isEqualTo("class 99");
        assertThat(train.label(1)).isEqualTo(7);
        assertPixels(train.image(1), 4);
        Dataset test = DataSource.parse("cifar100:" + directory).test();
        assertThat(test.label(0)).isEqualTo(42);
        assertPixels(test.image(0), 5);
    }

    @Test
    void namesAMissingFileAndTheOfficialPage() throws IOException {
        Path directory = cifar10();
        Files.delete(directory.resolve("data_batch_4.bin"));
        DataSource source = new DataSource(DataKind.CIFAR10, parent);
        assertThat(source.test().size()).isEqualTo(2);
        assertRefused(source, "data_batch_4.bin is missing");
        assertRefused(new DataSource(DataKind.CIFAR100, parent), "fine_label_names.txt is missing");
    }

    @Test
    void namesFileAndByteOfDamage() throws IOException {
        Path directory = cifar10();
        Path file = directory.resolve("data_batch_2.bin");
        byte[] whole = Files.readAllBytes(file);
        DataSource source = new DataSource(DataKind.CIFAR10, parent);

        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(source, "data_batch_2.bin has 9218 bytes", "records of 3073", "at byte 6146");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused(source, "data_batch_2.bin has 9220 bytes", "at byte 9219");
        Files.write(file, new byte[0]);
        assertRefused(source, "data_batch_2.bin has 0 bytes", "at byte 0");
        byte[] wrong = whole.clone();
        wrong[3073] = 10;
        Files.write(file, wrong);
        assertRefused(source, "data_batch_2.bin has the label 10 in record 1, must be 0 to 9", "at byte 3073");
        wrong[3073] = (byte) 200;
        Files.write(file, wrong);
        assertRefused(source, "has the label 200");
    }

    @Test
    void namesByteOfAWrongFineLabel() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("cifar-100-binary"));
        Files.writeString(directory.resolve("fine_label_names.txt"), "a\n".repeat(100));
        Files.write(directory.resolve("train.bin"), concat(record(0, 19, 99), record(0, 0, 100)));
        assertRefused(
                new DataSource(DataKind.CIFAR100, parent), "train.bin has the label 100 in record 1", "at byte 3075");
    }

    @Test
    void refusesAnotherNumberOfClassNames() throws IOException {
        Path directory = cifar10();
        Files.writeString(directory.resolve("batches.meta.txt"), NAMES.replace("cat\n", ""));
        DataSource source = new DataSource(DataKind.CIFAR10, parent);
        assertRefused(source, "batches.meta.txt has 9 class names, must have 10");
        Files.write(directory.resolve("batches.meta.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertRefused(source, "batches.meta.txt cannot be read as lines of text");
    }

    private static void assertRefused(DataSource source, String... said) {
        assertThatThrownBy(source::training)
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(said)
                .hasMessageContaining(PAGE);
    }

    private Path cifar10() throws IOException {
        Path directory = Files.createDirectory(parent.resolve("cifar-10-batches-bin"));
        Files.writeString(directory.resolve("batches.meta.txt"), NAMES);
        for (int batch = 0; batch < 5; batch++) {
            byte[][] records = IntStream.range(3 * batch, 3 * batch + 3)
                    .mapToObj(i -> record(i, i % 10))
                    .toArray(byte[][]::new);
            Files.write(directory.resolve("data_batch_" + (batch + 1) + ".bin"), concat(records));
        }
        Files.write(directory.resolve("test_batch.bin"), concat(record(98, 0), record(99, 9)));
        return directory;
    }

    /** Label bytes, then the planes; each value tells channel, row, column and seed apart. */
    private static byte[] record(int seed, int... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int label : labels) out.write(label);
        for (int c = 0; c < 3; c++)
            for (int y = 0; y < 32; y++) for (int x = 0; x < 32; x++) out.write(value(seed, c, x, y));
        return out.toByteArray();
    }

    private static int value(int seed, int c, int x, int y) {
        return (seed * 31 + c * 85 + y * 7 + x * 3) & 0xff;
    }

    private static void assertPixels(RgbImage image, int seed) {
        assertThat(image.width()).isEqualTo(32);
        for (int y = 0, at = 0; y < 32; y++)
            for (int x = 0; x < 32; x++)
                for (int c = 0; c < 3; c++) assertThat(image.rgb()[at++] & 0xff).isEqualTo(value(seed, c, x, y));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
