package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFilesTest {

    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @Test
    void foldersAreSearchedForImagesInTheOrderOfTheirNames() throws IOException {
        Path b = file("b/2.PNG");
        Path a = file("a/1.jpeg");
        Path c = file("c.webp");
        file("c.txt");
        file("README");
        Files.createDirectories(folder.resolve("folder.png"));
        assertThat(ImageFiles.under(List.of(folder))).containsExactly(a, b, c);
    }

    @Test
    void aFileCountsWhateverItIsCalled() throws IOException {
        Path odd = file("image.dat");
        Path image = file("x.png");
        assertThat(ImageFiles.under(List.of(odd, image, odd))).containsExactly(odd, image, odd);
    }

    @Test
    void aPathThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.png");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFiles.under(List.of(missing)))
                .withMessage(missing + ": there is no such file or folder");
    }

    @Test
    void aFolderWithoutImagesIsNamed() throws IOException {
        file("c.txt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFiles.under(List.of(folder)))
                .withMessageContaining(folder.toString())
                .withMessageContaining("*.jpeg");
    }
}
