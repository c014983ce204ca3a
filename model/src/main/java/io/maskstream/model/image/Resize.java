package io.maskstream.model.image;

import static io.maskstream.model.image.AxisWeights.FRACTION_BITS;

import java.util.Arrays;

/** Resamples rows, then columns, each to 8 bits, holding only the rows that the next one needs. One thread. */
final class Resize {

    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private final NearResize near = new NearResize();
    private byte[] ring = new byte[0];
    private int[] sums = new int[0];

    /**
     * @param firstPixel index of the source's first pixel, of those of the image
     * @param into RGB, the first pixel at {@code offset}, a row every {@code rowBytes}
     */
    void run(
            RgbImage image,
            int firstPixel,
            AxisWeights columns,
            AxisWeights rows,
            byte[] into,
            int offset,
            int rowBytes) {
        if (columns.near && rows.near) {
            near.run(image, firstPixel, columns, rows, into, offset, rowBytes);
            return;
        }
        int length = 3 * columns.starts.length;
        int slots = rows.stride;
        if (ring.length < slots * length) ring = new byte[slots * length];
        if (sums.length < length) sums = new int[length];
        int ready = 0;
        for (int y = 0; y < rows.starts.length; y++) {
            int start = rows.starts[y];
            int end = start + rows.counts[y];
            for (ready = Math.max(ready, start); ready < end; ready++)
                across(image, firstPixel, ready, columns, ready % slots * length);
            Arrays.fill(sums, 0, length, HALF);
            for (int k = 0; k < end - start; k++)
                add((start + k) % slots * length, rows.weights[y * slots + k], length);
            int to = offset + y * rowBytes;
            for (int i = 0; i < length; i++) into[to + i] = toByte(sums[i]);
        }
    }

    private void across(RgbImage image, int firstPixel, int row, AxisWeights columns, int to) {
        byte[] rgb = image.rgb();
        int[] weights = columns.weights;
        int left = 3 * (firstPixel + row * image.width());
        for (int x = 0; x < columns.starts.length; x++, to += 3) {
            int from = left + 3 * columns.starts[x];
            int w = x * columns.stride;
            int r = HALF;
            int g = HALF;
            int b = HALF;
            for (int end = w + columns.counts[x]; w < end; w++, from += 3) {
                int weight = weights[w];
                r += weight * (rgb[from] & 0xff);
                g += weight * (rgb[from + 1] & 0xff);
                b += weight * (rgb[from + 2] & 0xff);
            }
            ring[to] = toByte(r);
            ring[to + 1] = toByte(g);
            ring[to + 2] = toByte(b);
        }
    }

    private void add(int from, int weight, int length) {
        for (int i = 0; i < length; i++) sums[i] += weight * (ring[from + i] & 0xff);
    }

    /** Weights are rounded one by one and may sum to a little more than 1. */
    private static byte toByte(int sum) {
        return (byte) Math.min(255, sum >>> FRACTION_BITS);
    }
}
