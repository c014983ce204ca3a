package io.maskstream.model.corrupt;

import io.maskstream.model.image.RgbImage;

/** Convolution with a normal kernel, rows then columns; beyond the edge its pixels go on. */
final class GaussianBlur {

    private GaussianBlur() {}

    /** @param deviation in pixels, above 0; the kernel is cut off at three of them */
    static RgbImage of(RgbImage image, double deviation) {
        int width = image.width();
        int height = image.height();
        double[] kernel = kernel(deviation);
        double[] values = new double[image.rgb().length];
        for (int i = 0; i < values.length; i++) values[i] = image.rgb()[i] & 0xff;
        double[] rows = new double[values.length];
        for (int y = 0; y < height; y++) line(values, rows, 3 * y * width, 3, width, kernel);
        double[] columns = new double[values.length];
        for (int x = 0; x < width; x++) line(rows, columns, 3 * x, 3 * width, height, kernel);
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = Pixels.clip(columns[i]);
        return new RgbImage(width, height, rgb);
    }

    /** One line of pixels, all three channels. */
    private static void line(double[] in, double[] out, int from, int step, int length, double[] kernel) {
        int radius = kernel.length / 2;
        for (int i = 0; i < length; i++)
            for (int k = -radius; k <= radius; k++) {
                int at = from + step * Math.max(0, Math.min(length - 1, i + k));
                for (int c = 0; c < 3; c++) out[from + step * i + c] += kernel[k + radius] * in[at + c];
            }
    }

    private static double[] kernel(double deviation) {
        int radius = Math.max(1, (int) Math.ceil(3 * deviation));
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            kernel[k + radius] = Math.exp(-k * k / (2 * deviation * deviation));
            sum += kernel[k + radius];
        }
        for (int k = 0; k < kernel.length; k++) kernel[k] /= sum;
        return kernel;
    }
}
