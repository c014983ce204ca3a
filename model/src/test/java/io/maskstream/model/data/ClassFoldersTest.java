package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassFoldersTest {

    @TempDir
    Path directory;

    @Test
    void readsAFolderForEachClassInTheOrderOfNames() throws IOException {
        png("zebra/1.png", 0xff0000);
        png("ant/2.PNG", 0x00ff00);
        png("ant/1.png", 0x0000ff);
        Files.writeString(directory.resolve("ant/notes.txt"), "not an image");
        Files.writeString(directory.resolve("README"), "not a class");
        Files.createDirectory(directory.resolve(".git"));

        Dataset set = new DataSource(DataKind.FOLDER, directory).training();

        assertThat(set.labels()).containsExactly("ant", "zebra");
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.label(2)).isEqualTo(1);
        assertThat(set.image(0).rgb()).startsWith(0, 0, 255);
        assertThat(set.image(1).rgb()).startsWith(0, 255, 0);
        assertThat(set.image(2).rgb()).startsWith(255, 0, 0);
    }

    @Test
    void namesAFileThatIsNoImage() throws IOException {
        Files.createDirectory(directory.resolve("ant"));
        Files.writeString(directory.resolve("ant/broken.jpg"), "text");
        Dataset set = new DataSource(DataKind.FOLDER, directory).test();
        assertThatThrownBy(() -> set.image(0))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("broken.jpg");
    }

    @Test
    void saysHowToLayOutAnEmptyFolder() {
        DataSource source = new DataSource(DataKind.FOLDER, directory);
        assertThatThrownBy(source::training).hasMessageContaining("CLASS");
    }

    @Test
    void matchesClassesToLabelsByNameAsFolders() throws IOException {
        png("Shirt/1.png", 0);
        png("T-shirt-top/1.png", 0);
        Dataset set = new DataSource(DataKind.FOLDER, directory).test();
        Dataset matched = ClassNames.match(set, List.of("T-shirt/top", "Bag", "Shirt"));
        assertThat(matched.labels()).containsExactly("T-shirt/top", "Bag", "Shirt");
        assertThat(matched.label(0)).isEqualTo(2);
        assertThat(matched.label(1)).isZero();
        assertThatThrownBy(() -> ClassNames.match(set, List.of("Bag", "Shirt")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("[T-shirt-top]");
    }

    private void png(String name, int rgb) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 3; y++) for (int x = 0; x < 4; x++) image.setRGB(x, y, rgb);
        ImageIO.write(image, "png", file.toFile());
    }
}
