package io.maskstream.model.probe;

import io.maskstream.model.data.Split;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The order in which the pixels of an image go or come. */
final class PixelOrder {

    private PixelOrder() {}

    /** Highest first; of equal ones the random one first, so that a flat map ranks nothing. */
    static int[] byMap(float[] map, SplittableRandom random) {
        int[] shuffled = random(map.length, random);
        return Arrays.stream(shuffled)
                .boxed()
                .sorted((a, b) -> Float.compare(map[b], map[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static int[] random(int pixels, SplittableRandom random) {
        int[] order = IntStream.range(0, pixels).toArray();
        Split.shuffle(order, random);
        return order;
    }

    /**
     * The image (CHW) in which only some pixels are kept, the others 0: the mean of the training images.
     *
     * @param kept by place
     */
    static float[] keep(float[] image, boolean[] kept) {
        float[] out = image.clone();
        for (int i = 0; i < out.length; i++) if (!kept[i % kept.length]) out[i] = 0;
        return out;
    }

    /** Nearest neighbour. */
    static float[] enlarge(float[] map, int height, int width, int toHeight, int toWidth) {
        float[] out = new float[toHeight * toWidth];
        for (int y = 0; y < toHeight; y++)
            for (int x = 0; x < toWidth; x++)
                out[y * toWidth + x] = map[y * height / toHeight * width + x * width / toWidth];
        return out;
    }
}
