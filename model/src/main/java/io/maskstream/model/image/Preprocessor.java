package io.maskstream.model.image;

import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.image.AxisWeights.Axis;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Pixels to a model's input: crop, resize in 8 bits, normalise. Training, evaluation and serving all come through here,
 * so that they see the same tensors bit for bit; integer arithmetic only, so that every JDK gives them.
 *
 * <p>Resizing is the triangle filter, widened when shrinking (bilinear with area averaging): the pixels are those of
 * Pillow's {@code resize(size, BILINEAR)} of the cropped region. An image of the input's size is taken as it is.
 *
 * <p>Safe for many threads; each keeps its scratch memory. Allocates only for sizes that it has not seen lately.
 */
public final class Preprocessor {

    private static final int CACHED_AXES = 128;
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final InputShape input;
    private final ResizeRule rule;
    private final float[][] table;
    private final ConcurrentMap<Axis, AxisWeights> weights = new ConcurrentHashMap<>();

    private Preprocessor(InputShape input, ResizeRule rule, float[][] table) {
        this.input = input;
        this.rule = rule;
        this.table = table;
    }

    public static Preprocessor of(ModelSpec spec) {
        return of(spec.input(), spec.resize(), spec.normalization());
    }

    /** For a model that has no spec yet: training. */
    public static Preprocessor of(InputShape input, ResizeRule rule, Normalization normalization) {
        return new Preprocessor(input, rule, table(normalization));
    }

    /** {@code (value / 255 - mean) / std} of every channel and value. */
    private static float[][] table(Normalization normalization) {
        float[][] table = new float[3][256];
        for (int c = 0; c < 3; c++) {
            double mean = normalization.mean().get(c);
            double std = normalization.std().get(c);
            for (int value = 0; value < 256; value++) table[c][value] = (float) ((value / 255.0 - mean) / std);
        }
        return table;
    }

    /** The same, but whole regions fill the input: for random crops, whose shape is part of the augmentation. */
    public Preprocessor stretching() {
        return rule == ResizeRule.STRETCH ? this : new Preprocessor(input, ResizeRule.STRETCH, table);
    }

    /** The pixel (red, green, blue) that comes nearest to inputs of 0: the mean colour. */
    public byte[] meanColor() {
        byte[] color = new byte[3];
        for (int c = 0; c < 3; c++)
            for (int value = 1; value < 256; value++)
                if (Math.abs(table[c][value]) < Math.abs(table[c][color[c] & 0xff])) color[c] = (byte) value;
        return color;
    }

    /** The input of the model that this serves; a slab takes {@link InputShape#floats} an image. */
    public InputShape input() {
        return input;
    }

    /**
     * The least scale at which a region still has as many pixels as the resize makes of it.
     *
     * @param region not empty
     */
    public Scale scale(Region region) {
        for (Scale scale : Scale.values())
            if (Placement.of(rule, region, scale, input).shrinks()) return scale;
        return Scale.FULL;
    }

    /**
     * Writes one model input.
     *
     * @param slab receives {@link InputShape#floats} values from {@code offset} on: the planes of red, green and blue
     * @throws IllegalArgumentException if the region is not inside the image (ask {@link Region#isInside} before)
     * @throws IndexOutOfBoundsException if the slab is too short
     */
    public void write(RgbImage image, Region region, float[] slab, int offset) {
        write(ScaledImage.full(image), region, slab, offset);
    }

    /** As above; the region is given in the image's own size, whatever the pixels' is. */
    public void write(ScaledImage image, Region region, float[] slab, int offset) {
        requireInside(image, region);
        if (hasInputSize(image, region)) {
            RgbImage pixels = image.pixels();
            normalize(pixels.rgb(), 3 * firstPixel(image, region), 3 * pixels.width(), slab, offset);
            return;
        }
        Scratch mine = SCRATCH.get();
        byte[] rgb = mine.rgb(input.floats());
        resize(image, region, mine.resize, rgb);
        normalize(rgb, 0, 3 * input.width(), slab, offset);
    }

    /**
     * The 8-bit image that {@link #write} normalises: {@code write(resize(image, region), whole, ..)} equals {@code
     * write(image, region, ..)}.
     *
     * @return of the input's size; the image itself where there is nothing to do
     * @throws IllegalArgumentException if the region is not inside the image
     */
    public RgbImage resize(RgbImage image, Region region) {
        return resize(ScaledImage.full(image), region);
    }

    /** As above; the region is given in the image's own size, whatever the pixels' is. */
    public RgbImage resize(ScaledImage image, Region region) {
        requireInside(image, region);
        if (hasInputSize(image, region) && region.equals(image.whole())) return image.pixels();
        byte[] rgb = new byte[input.floats()];
        resize(image, region, SCRATCH.get().resize, rgb);
        return new RgbImage(input.width(), input.height(), rgb);
    }

    private void resize(ScaledImage image, Region region, Resize resize, byte[] into) {
        Placement placement = Placement.of(rule, region, image.scale(), input);
        if (!placement.fills(input)) Arrays.fill(into, (byte) 0);
        int rowBytes = 3 * input.width();
        resize.run(
                image.pixels(),
                firstPixel(image, region),
                weights(placement.columns()),
                weights(placement.rows()),
                into,
                placement.y() * rowBytes + 3 * placement.x(),
                rowBytes);
    }

    private AxisWeights weights(Axis axis) {
        AxisWeights known = weights.get(axis);
        if (known != null) return known;
        // Cameras have few sizes; regions may have any. Starting over is cheaper than keeping an order.
        if (weights.size() >= CACHED_AXES) weights.clear();
        AxisWeights made = new AxisWeights(axis);
        weights.put(axis, made);
        return made;
    }

    private void normalize(byte[] rgb, int from, int rowBytes, float[] slab, int offset) {
        int plane = input.width() * input.height();
        for (int c = 0; c < 3; c++) {
            float[] values = table[c];
            int to = offset + c * plane;
            for (int y = 0; y < input.height(); y++) {
                int at = from + y * rowBytes + c;
                for (int x = 0; x < input.width(); x++, at += 3) slab[to++] = values[rgb[at] & 0xff];
            }
        }
    }

    /** In whole pixels, one for each of the input's. */
    private boolean hasInputSize(ScaledImage image, Region region) {
        Scale scale = image.scale();
        return region.width() * scale.eighths() == input.width() * Scale.PARTS
                && region.height() * scale.eighths() == input.height() * Scale.PARTS
                && scale.divides(region.x())
                && scale.divides(region.y());
    }

    private static int firstPixel(ScaledImage image, Region region) {
        int eighths = image.scale().eighths();
        return region.y() * eighths / Scale.PARTS * image.pixels().width() + region.x() * eighths / Scale.PARTS;
    }

    private static void requireInside(ScaledImage image, Region region) {
        if (!region.isInside(image.width(), image.height()))
            throw new IllegalArgumentException(
                    region + " is not inside the image of " + image.width() + "x" + image.height() + " pixels");
    }

    /** One thread's memory, for whatever model comes. */
    private static final class Scratch {

        private final Resize resize = new Resize();
        private byte[] rgb = new byte[0];

        private byte[] rgb(int length) {
            if (rgb.length < length) rgb = new byte[length];
            return rgb;
        }
    }
}
