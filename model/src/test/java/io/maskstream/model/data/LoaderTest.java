package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.RgbImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoaderTest {

    private static final Preprocessor PREPROCESSOR = TestData.preprocessor(4);
    private static final PixelTransform NOISE = (image, key) -> {
        byte[] rgb = image.rgb().clone();
        rgb[0] = (byte) key.random().nextInt(256);
        return new RgbImage(image.width(), image.height(), rgb);
    };

    @Test
    void orderAndAugmentationFollowFromSeedEpochAndIndexOnly() throws InterruptedException {
        List<Long> once = epoch(1, 7, 3, 0);
        assertThat(epoch(3, 7, 3, 0)).as("threads do not matter").isEqualTo(once);
        assertThat(epoch(1, 7, 3, 5)).as("nor where it begins").isEqualTo(once.subList(5, once.size()));
        assertThat(epoch(1, 7, 4, 0)).isNotEqualTo(once);
        assertThat(epoch(1, 8, 3, 0)).isNotEqualTo(once);
    }

    @Test
    void inOrderGivesEveryItemOnceUntouched() throws InterruptedException {
        Dataset set = TestData.of(10, 2, 4);
        List<Integer> labels = new ArrayList<>();
        float[] expected = new float[48];
        float[] actual = new float[48];
        try (Loader loader = new Loader(set, PREPROCESSOR, PixelTransform.NONE, new LoaderSettings(4, 2, 1));
                Loader.Pass pass = loader.inOrder()) {
            for (int i = 0; pass.hasNext(); ) {
                try (Batch batch = pass.next()) {
                    FloatBuffer floats = batch.images().asFloatBuffer();
                    for (int label : batch.labels()) {
                        labels.add(label);
                        RgbImage image = set.image(i++);
                        PREPROCESSOR.write(image, image.whole(), expected, 0);
                        floats.get(actual);
                        assertThat(actual).isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(labels).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    }

    @Test
    void memoryIsReused() throws InterruptedException {
        List<Integer> buffers = new ArrayList<>();
        try (Loader loader =
                new Loader(TestData.of(100, 2, 4), PREPROCESSOR, PixelTransform.NONE, new LoaderSettings(2, 1, 1))) {
            for (int epoch = 0; epoch < 2; epoch++)
                try (Loader.Pass pass = loader.epoch(epoch, 0)) {
                    while (pass.hasNext())
                        try (Batch batch = pass.next()) {
                            buffers.add(System.identityHashCode(batch.images()));
                        }
                }
        }
        assertThat(buffers).hasSize(100);
        assertThat(buffers.stream().distinct().count()).isLessThanOrEqualTo(4);
    }

    @Test
    void anItemThatCannotBeReadIsReported() {
        Dataset broken = new BrokenData();
        try (Loader loader = new Loader(broken, PREPROCESSOR, PixelTransform.NONE, new LoaderSettings(2, 1, 1));
                Loader.Pass pass = loader.inOrder()) {
            assertThatThrownBy(pass::next).isInstanceOf(DatasetException.class).hasMessage("item 0 is broken");
        }
    }

    private static List<Long> epoch(int threads, long seed, int epoch, int from) throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        LoaderSettings settings = new LoaderSettings(3, threads, seed);
        try (Loader loader = new Loader(TestData.of(40, 4, 4), PREPROCESSOR, NOISE, settings);
                Loader.Pass pass = loader.epoch(epoch, from)) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next()) {
                    float[] floats = new float[3 * 48];
                    batch.images().asFloatBuffer().get(floats);
                    seen.add(Arrays.hashCode(floats) * 31L + Arrays.hashCode(batch.labels()));
                }
            }
        }
        return seen;
    }

    private record BrokenData() implements Dataset {
        @Override
        public int size() {
            return 4;
        }

        @Override
        public List<String> labels() {
            return List.of("a");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public RgbImage image(int index) {
            throw new DatasetException("item " + index + " is broken");
        }
    }
}
