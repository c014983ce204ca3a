package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagenetteTest {

    private static final Path SAMPLE = Path.of("..", "..", "shared", "data", "imagenette224-train-sample.zip");
    private static final List<String> WOOF = List.of(
            "n02086240",
            "n02087394",
            "n02088364",
            "n02089973",
            "n02093754",
            "n02096294",
            "n02099601",
            "n02105641",
            "n02111889",
            "n02115641");

    @TempDir
    Path directory;

    @Test
    void readsBothPartsWithReadableNames() throws IOException {
        for (String wnid : WOOF) {
            jpeg("train/" + wnid + "/" + wnid + "_10.JPEG", BufferedImage.TYPE_INT_RGB);
            jpeg("train/" + wnid + "/" + wnid + "_2.JPEG", BufferedImage.TYPE_BYTE_GRAY);
            jpeg("val/" + wnid + "/ILSVRC2012_val_00000001.JPEG", BufferedImage.TYPE_INT_RGB);
        }
        Files.writeString(directory.resolve("noisy_imagewoof.csv"), "path,noisy_labels_0");

        Dataset train = DataSource.parse("imagewoof:" + directory).training();
        assertThat(train.size()).isEqualTo(20);
        assertThat(train.labels())
                .hasSize(10)
                .startsWith("Shih-Tzu", "Rhodesian ridgeback")
                .endsWith("Dingo");
        assertThat(train.label(1)).isZero();
        assertThat(train.label(19)).isEqualTo(9);
        assertThat(train.image(0).width()).isEqualTo(20);
        assertThat(DataSource.parse("imagewoof:" + directory).test().size()).isEqualTo(10);
    }

    @Test
    void namesAMissingClassAndTheOfficialPage() throws IOException {
        for (String wnid : WOOF.subList(0, 9)) jpeg("train/" + wnid + "/1.JPEG", BufferedImage.TYPE_INT_RGB);
        assertRefused("imagewoof", "train/n02115641 (Dingo) is missing");
        Files.createDirectory(directory.resolve("train/n02115641"));
        assertRefused("imagewoof", "train/n02115641 (Dingo) has no images");
        assertRefused("imagenette", "train/n01440764 (tench) is missing");
    }

    @Test
    void namesADamagedFile() throws IOException {
        for (String wnid : WOOF) jpeg("train/" + wnid + "/1.JPEG", BufferedImage.TYPE_INT_RGB);
        Path file = directory.resolve("train/n02093754/1.JPEG");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        Dataset train = DataSource.parse("imagewoof:" + directory).training();
        assertThat(train.image(3).width()).isEqualTo(20);
        assertThatThrownBy(() -> train.image(4))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("n02093754/1.JPEG");
    }

    @Test
    void readsPublishedImages() throws IOException {
        assumeTrue(Files.isRegularFile(SAMPLE), SAMPLE + " is not there");
        int images = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(SAMPLE))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (!entry.getName().endsWith(".JPEG")) continue;
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
                images++;
            }
        }
        Dataset train = DataSource.parse("imagenette:" + directory).training();
        assertThat(train.size()).isEqualTo(images).isPositive();
        assertThat(train.labels().get(train.label(0))).isEqualTo("tench");
        assertThat(train.labels().get(train.label(images - 1))).isEqualTo("parachute");
        for (int i = 0; i < train.size(); i += 13)
            assertThat(train.image(i).width()).isEqualTo(224);
    }

    private void assertRefused(String kind, String said) {
        DataSource source = DataSource.parse(kind + ":" + directory);
        assertThatThrownBy(source::training)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(said)
                .hasMessageContaining("https://github.com/fastai/imagenette");
    }

    private void jpeg(String name, int type) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(20, 16, type), "jpeg", file.toFile());
    }
}
