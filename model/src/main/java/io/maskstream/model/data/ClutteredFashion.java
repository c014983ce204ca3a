package io.maskstream.model.data;

import io.maskstream.model.image.RgbImage;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A generated benchmark: an item of Fashion-MNIST at half its size, at a random place of a black 32x32 canvas, among
 * patches of other items of the same part, so that a network has to find before it can tell. Where two overlap, the
 * brighter pixel shows. Image i of a part is always the same: it derives from (seed, part, i), and images of the test
 * part are made of test items only. Composed anew at every call; safe for many threads.
 */
final class ClutteredFashion implements Dataset {

    static final int SIZE = 32;
    static final int ITEM = 14;
    static final int PATCH = 8;
    static final int PATCHES = 8;

    /** Of the benchmark: another one would be another benchmark. */
    private static final long SEED = 20_250_319;

    private final FashionMnist items;
    private final Part part;

    private ClutteredFashion(FashionMnist items, Part part) {
        this.items = items;
        this.part = part;
    }

    static ClutteredFashion open(Path directory, Part part) {
        return new ClutteredFashion(FashionMnist.open(directory, part), part);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public List<String> labels() {
        return items.labels();
    }

    @Override
    public int label(int index) {
        return items.label(index);
    }

    @Override
    public RgbImage image(int index) {
        SplittableRandom random = new ItemKey(SEED, part == Part.TRAIN ? 0 : 1, index).random();
        byte[] canvas = new byte[SIZE * SIZE];
        for (int i = 0; i < PATCHES; i++) {
            int other = random.nextInt(items.size() - 1);
            byte[] distractor = half(other < index ? other : other + 1);
            place(
                    distractor,
                    random.nextInt(ITEM - PATCH + 1),
                    random.nextInt(ITEM - PATCH + 1),
                    PATCH,
                    canvas,
                    random);
        }
        place(half(index), 0, 0, ITEM, canvas, random);
        byte[] rgb = new byte[3 * canvas.length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = canvas[i / 3];
        return new RgbImage(SIZE, SIZE, rgb);
    }

    /** The square of the given size that begins at (left, top) of an item, at a random place of the canvas. */
    private static void place(byte[] item, int left, int top, int size, byte[] canvas, SplittableRandom random) {
        int x = random.nextInt(SIZE - size + 1);
        int y = random.nextInt(SIZE - size + 1);
        for (int row = 0; row < size; row++)
            for (int column = 0; column < size; column++) {
                byte pixel = item[(top + row) * ITEM + left + column];
                int at = (y + row) * SIZE + x + column;
                if (Byte.toUnsignedInt(pixel) > Byte.toUnsignedInt(canvas[at])) canvas[at] = pixel;
            }
    }

    /** An item in gray, each pixel the mean of 2x2. */
    private byte[] half(int index) {
        RgbImage item = items.image(index);
        byte[] rgb = item.rgb();
        byte[] half = new byte[ITEM * ITEM];
        for (int y = 0, at = 0; y < ITEM; y++)
            for (int x = 0; x < ITEM; x++, at++) {
                int first = 3 * (2 * y * item.width() + 2 * x);
                int below = first + 3 * item.width();
                int sum = (rgb[first] & 0xff) + (rgb[first + 3] & 0xff) + (rgb[below] & 0xff) + (rgb[below + 3] & 0xff);
                half[at] = (byte) ((sum + 2) / 4);
            }
        return half;
    }
}
