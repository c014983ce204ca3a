package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClutteredFashionTest {

    private static final int ITEMS = 40;
    private static final int AREA = 28 * 28;

    @TempDir
    Path directory;

    /** Item i is of the gray level 100 + i all over, in the test part 200 - i, so that pixels tell whose they are. */
    private void write() throws IOException {
        for (String prefix : new String[] {"train", "t10k"}) {
            ByteBuffer images = ByteBuffer.allocate(16 + ITEMS * AREA);
            images.putInt(0x803).putInt(ITEMS).putInt(28).putInt(28);
            ByteBuffer labels = ByteBuffer.allocate(8 + ITEMS).putInt(0x801).putInt(ITEMS);
            for (int i = 0; i < ITEMS; i++) {
                for (int p = 0; p < AREA; p++) images.put((byte) level(prefix, i));
                labels.put((byte) (i % 10));
            }
            Files.write(directory.resolve(prefix + "-images-idx3-ubyte"), images.array());
            Files.write(directory.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
        }
    }

    private static int level(String prefix, int item) {
        return prefix.equals("train") ? 10 + item : 250 - item;
    }

    @Test
    void everyImageShowsItsItemAndPatchesOfOthersOfItsPart() throws IOException {
        write();
        DataSource source = DataSource.parse("cluttered-fashion:" + directory);
        assertShown(source.training(), "train");
        assertShown(source.test(), "t10k");
    }

    private static void assertShown(Dataset data, String prefix) {
        int low = Math.min(level(prefix, 0), level(prefix, ITEMS - 1));
        for (int i = 0; i < data.size(); i++) {
            assertThat(data.label(i)).isEqualTo(i % 10);
            int own = 0;
            int others = 0;
            byte[] rgb = data.image(i).rgb();
            for (int at = 0; at < rgb.length; at += 3) {
                int pixel = rgb[at] & 0xff;
                if (pixel == level(prefix, i)) own++;
                else if (pixel > 0) {
                    assertThat(pixel).isBetween(low, low + ITEMS - 1);
                    others++;
                }
            }
            // A brighter patch may cover a part of the item, at most all of its own area.
            assertThat(own).isBetween(0, 14 * 14);
            assertThat(own + others).isBetween(14 * 14, 14 * 14 + 8 * 8 * 8);
            assertThat(others).as("pixels of distractors in image %d", i).isGreaterThan(8 * 8 - 1);
        }
    }

    @Test
    void theBrightestItemIsWholeAndItsPlaceChanges() throws IOException {
        write();
        Dataset data = DataSource.parse("cluttered-fashion:" + directory).training();
        int last = ITEMS - 1;
        byte[] rgb = data.image(last).rgb();
        int own = 0;
        for (int at = 0; at < rgb.length; at += 3) if ((rgb[at] & 0xff) == level("train", last)) own++;
        assertThat(own).isEqualTo(14 * 14);
        assertThat(data.image(1).rgb()).isNotEqualTo(data.image(2).rgb());
    }

    @Test
    void anImageIsTheSameWheneverItIsRead() throws IOException {
        write();
        DataSource source = DataSource.parse("cluttered-fashion:" + directory);
        RgbImage first = source.training().image(7);
        Dataset again = source.training();
        again.image(3);
        assertThat(again.image(7).rgb()).isEqualTo(first.rgb());
        assertThat(first.width()).isEqualTo(32);
        assertThat(first.height()).isEqualTo(32);
    }
}
