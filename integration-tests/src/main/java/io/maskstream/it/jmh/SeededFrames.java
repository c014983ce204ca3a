package io.maskstream.it.jmh;

import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** What all benchmarks measure with. */
final class SeededFrames {

    static final int SIZE = 32;
    private static final int TILE = 40;

    private SeededFrames() {}

    /** 32x32 pixels of RGB24. */
    static byte[] raw() {
        byte[] rgb = new byte[3 * SIZE * SIZE];
        new Random(1).nextBytes(rgb);
        return rgb;
    }

    /** Tiles of seeded colours, as a file of the format. */
    static byte[] encoded(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                image.setRGB(x, y, new Random(31L * (x / TILE) + y / TILE).nextInt(1 << 24) ^ (x + y & 15));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new IllegalStateException("an image in memory could not be written", e);
        }
        return out.toByteArray();
    }

    /** Of ten classes. */
    static ModelSpec spec(int size) {
        return new ModelSpec(
                "jmh",
                "1",
                IntStream.range(0, 10).mapToObj(i -> "class" + i).toList(),
                new InputShape(3, size, size),
                new Normalization(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f)),
                ResizeRule.COVER,
                1f);
    }
}
