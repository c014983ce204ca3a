package io.maskstream.model.cli;

import io.maskstream.model.data.Dataset;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.Region;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.image.ScaledImage;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Inputs for an artifact's samples. */
final class SampleImages {

    private static final int COUNT = 8;

    private SampleImages() {}

    /**
     * Up to eight images of a data set, spread evenly over its classes, decoded as training does.
     *
     * @return normalised CHW floats
     */
    static float[] of(Dataset dataset, Preprocessor preprocessor) {
        List<Integer> byClass = IntStream.range(0, dataset.size())
                .boxed()
                .sorted(Comparator.comparingInt(dataset::label))
                .toList();
        int count = Math.min(COUNT, dataset.size());
        float[] images = new float[count * preprocessor.input().floats()];
        for (int i = 0; i < count; i++) {
            ScaledImage image = dataset.image(
                    byClass.get((int) ((long) i * dataset.size() / count)),
                    (width, height) -> preprocessor.scale(Region.whole(width, height)));
            preprocessor.write(
                    image, image.whole(), images, i * preprocessor.input().floats());
        }
        return images;
    }

    /**
     * Images of random pixels, the same each time: for a model that comes without images.
     *
     * @return normalised CHW floats
     */
    static float[] noise(int count, Preprocessor preprocessor) {
        SplittableRandom random = new SplittableRandom(1);
        int floats = preprocessor.input().floats();
        float[] images = new float[count * floats];
        for (int i = 0; i < count; i++) {
            byte[] rgb = new byte[floats];
            random.nextBytes(rgb);
            RgbImage image = new RgbImage(
                    preprocessor.input().width(), preprocessor.input().height(), rgb);
            preprocessor.write(image, image.whole(), images, i * floats);
        }
        return images;
    }
}
