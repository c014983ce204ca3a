package io.maskstream.model.image;

import static io.maskstream.model.image.AxisWeights.FRACTION_BITS;

/**
 * {@link Resize} where three neighbours make a pixel at most, which is what a JPEG that was scaled while it was decoded mostly
 * needs: the same pixels in half the time, because the JIT unrolls the rows' loop and vectorises the columns'. One thread.
 */
final class NearResize {

    static final int TAPS = 3;

    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private final int[][] ring = new int[TAPS][];
    private int[] sums = new int[0];

    /** Arguments as of {@link Resize#run}, of axes with {@link AxisWeights#near}. */
    void run(RgbImage image, int firstPixel, AxisWeights columns, AxisWeights rows, byte[] into, int offset, int step) {
        int length = 3 * columns.starts.length;
        if (sums.length < length) {
            sums = new int[length];
            for (int i = 0; i < TAPS; i++) ring[i] = new int[length];
        }
        int ready = 0;
        for (int y = 0; y < rows.starts.length; y++) {
            int start = rows.starts[y];
            for (ready = Math.max(ready, start); ready < start + TAPS; ready++)
                across(image.rgb(), 3 * (firstPixel + ready * image.width()), columns, ring[ready % TAPS]);
            down(start, rows.weights, y * rows.stride, length);
            int to = offset + y * step;
            for (int i = 0; i < length; i++) into[to + i] = (byte) sums[i];
        }
    }

    private static void across(byte[] rgb, int left, AxisWeights columns, int[] row) {
        int[] weights = columns.weights;
        for (int x = 0, to = 0, w = 0; x < columns.starts.length; x++, to += 3, w += columns.stride) {
            int at = left + 3 * columns.starts[x];
            int a = weights[w];
            int b = weights[w + 1];
            int c = weights[w + 2];
            row[to] = sum(a, rgb[at] & 0xff, b, rgb[at + 3] & 0xff, c, rgb[at + 6] & 0xff);
            row[to + 1] = sum(a, rgb[at + 1] & 0xff, b, rgb[at + 4] & 0xff, c, rgb[at + 7] & 0xff);
            row[to + 2] = sum(a, rgb[at + 2] & 0xff, b, rgb[at + 5] & 0xff, c, rgb[at + 8] & 0xff);
        }
    }

    private void down(int start, int[] weights, int w, int length) {
        int[] to = sums;
        int[] first = ring[start % TAPS];
        int[] second = ring[(start + 1) % TAPS];
        int[] third = ring[(start + 2) % TAPS];
        int a = weights[w];
        int b = weights[w + 1];
        int c = weights[w + 2];
        for (int i = 0; i < length; i++) to[i] = sum(a, first[i], b, second[i], c, third[i]);
    }

    /** At most 255: three roundings of the weights cannot add up to half a step of the result. */
    private static int sum(int a, int first, int b, int second, int c, int third) {
        return (HALF + a * first + b * second + c * third) >>> FRACTION_BITS;
    }
}
