package io.maskstream.model.image;

import java.util.Arrays;

/**
 * For one axis of a resize, which source pixels make each target pixel and by how much: the triangle filter, widened by
 * the factor when shrinking so that every source pixel counts. Integers of 22 fractional bits, hence the same weights on
 * every machine; equal to Pillow's BILINEAR (Resample.c, precompute_coeffs) where the axis has whole pixels. One that lies
 * across the axis' end weighs as much as the part of it that is inside. Immutable.
 */
final class AxisWeights {

    static final int FRACTION_BITS = 22;

    /**
     * The targets wanted, of all that the axis has when scaled.
     *
     * @param begin eighths of the first source pixel that do not belong to the axis, 0 to 7
     * @param length eighths of source pixels that the axis is long
     * @param scaled pixels of the axis when scaled as a whole
     * @param first target wanted, at least 0
     * @param count targets wanted, up to {@code scaled - first}
     */
    record Axis(int begin, int length, int scaled, int first, int count) {

        /** Source pixels of which a part belongs to it. */
        int pixels() {
            return (begin + length + Scale.PARTS - 1) / Scale.PARTS;
        }

        /** The part of a source pixel that belongs to it. */
        double part(int pixel) {
            int from = Math.max(begin, pixel * Scale.PARTS);
            int to = Math.min(begin + length, (pixel + 1) * Scale.PARTS);
            return (double) (to - from) / Scale.PARTS;
        }
    }

    /** Of each target: its first source pixel. Never falls. */
    final int[] starts;

    /** Of each target: how many source pixels it has, at least 1. {@code starts + counts} never falls. */
    final int[] counts;

    /** The weights of target {@code i} begin at {@code i * stride}. */
    final int[] weights;

    final int stride;

    /** Whether every target has {@link NearResize#TAPS} source pixels, of which some may weigh nothing. */
    final boolean near;

    AxisWeights(Axis axis) {
        double scale = (double) axis.length / Scale.PARTS / axis.scaled;
        double support = Math.max(scale, 1);
        stride = 2 * (int) Math.ceil(support) + 1;
        starts = new int[axis.count];
        counts = new int[axis.count];
        weights = new int[axis.count * stride];
        double[] row = new double[stride];
        for (int i = 0; i < axis.count; i++) {
            double center = (double) axis.begin / Scale.PARTS + (axis.first + i + 0.5) * scale;
            int from = Math.max(0, (int) (center - support + 0.5));
            int to = Math.min(axis.pixels(), (int) (center + support + 0.5));
            double sum = 0;
            for (int k = 0; k < to - from; k++) {
                row[k] = Math.max(0, 1 - Math.abs((k + from - center + 0.5) / support)) * axis.part(k + from);
                sum += row[k];
            }
            for (int k = 0; k < to - from; k++)
                weights[i * stride + k] = (int) (0.5 + row[k] / sum * (1 << FRACTION_BITS));
            starts[i] = from;
            counts[i] = trimmed(i * stride, to - from);
        }
        near = axis.pixels() >= NearResize.TAPS && Arrays.stream(counts).max().orElse(0) <= NearResize.TAPS;
        if (near) for (int i = 0; i < axis.count; i++) widen(i, axis.pixels());
    }

    /** Takes neighbours in that weigh nothing. */
    private void widen(int target, int pixels) {
        int at = target * stride;
        int shift = Math.max(0, starts[target] + NearResize.TAPS - pixels);
        System.arraycopy(weights, at, weights, at + shift, NearResize.TAPS - shift);
        Arrays.fill(weights, at, at + shift, 0);
        starts[target] -= shift;
        counts[target] = NearResize.TAPS;
    }

    /** Without the zeros at the end: where nothing is scaled, one source pixel is left for each target. */
    private int trimmed(int at, int count) {
        int left = count;
        while (left > 1 && weights[at + left - 1] == 0) left--;
        return left;
    }
}
