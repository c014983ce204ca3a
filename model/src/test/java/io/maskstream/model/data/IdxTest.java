package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxTest {

    private static final byte[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255};

    @TempDir
    Path directory;

    @Test
    void readsDimensionsAndDataPlainAndGzip() throws IOException {
        for (String name : new String[] {"images", "images.gz"}) {
            Idx idx = Idx.read(write(name, IMAGES), 3, new Published("page"));
            assertThat(idx.dims()).containsExactly(2, 1, 3);
            assertThat(idx.data()).containsExactly(1, 2, 3, 4, 5, 255);
        }
    }

    @Test
    void refusesDamagedFilesNamingFileAndPage() throws IOException {
        assertRefused("short.gz", Arrays.copyOf(IMAGES, 20), "truncated: 4 of 6 bytes of data (at byte 20)");
        assertRefused("long", Arrays.copyOf(IMAGES, 23), "has more than the 6 bytes it declares (at byte 22)");
        assertRefused("header", Arrays.copyOf(IMAGES, 10), "ends inside its header (at byte 10)");
        assertRefused("magic", new byte[] {0, 0, 13, 3}, "IDX header");
        assertRefused("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7}, "has 1 dimensions where 3 are expected");
        assertRefused("huge", new byte[] {0, 0, 8, 3, 127, 0, 0, 0, 127, 0, 0, 0, 0, 0, 0, 1}, "too large");
        assertRefused("negative", new byte[] {0, 0, 8, 3, -1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1}, "declares the dim");
    }

    @Test
    void refusesGzipThatEndsEarly() throws IOException {
        byte[] whole = Files.readAllBytes(write("whole.gz", IMAGES));
        Path cut = directory.resolve("cut.gz");
        Files.write(cut, Arrays.copyOf(whole, whole.length - 6));
        assertThatThrownBy(() -> Idx.read(cut, 3, new Published("page")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("cut.gz is truncated")
                .hasMessageContaining("page");
    }

    private void assertRefused(String name, byte[] content, String what) throws IOException {
        Path file = write(name, content);
        assertThatThrownBy(() -> Idx.read(file, 3, new Published("the page")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(what)
                .hasMessageContaining("the page");
    }

    private Path write(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (name.endsWith(".gz")) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
        } else out.write(content);
        return Files.write(directory.resolve(name), out.toByteArray());
    }
}
