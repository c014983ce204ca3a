package io.maskstream.model.data;

import io.maskstream.model.InputShape;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.RgbImage;
import java.util.List;
import java.util.SplittableRandom;

/** A small data set whose classes differ in where the image is bright. */
public record TestData(int size, List<String> labels, int side) implements Dataset {

    public static TestData of(int size, int classes, int side) {
        return new TestData(
                size, List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j").subList(0, classes), side);
    }

    public static Preprocessor preprocessor(int side) {
        Normalization normalization = new Normalization(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        return Preprocessor.of(new InputShape(3, side, side), ResizeRule.STRETCH, normalization);
    }

    @Override
    public int label(int index) {
        return index % labels.size();
    }

    @Override
    public RgbImage image(int index) {
        SplittableRandom random = new SplittableRandom(index);
        byte[] rgb = new byte[3 * side * side];
        int from = label(index) * side / labels.size();
        int to = (label(index) + 1) * side / labels.size();
        for (int y = 0, at = 0; y < side; y++)
            for (int x = 0; x < side; x++)
                for (int c = 0; c < 3; c++, at++)
                    rgb[at] = (byte) (random.nextInt(120) + (y >= from && y < to ? 120 : 0));
        return new RgbImage(side, side, rgb);
    }
}
