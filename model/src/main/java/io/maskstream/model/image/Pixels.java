package io.maskstream.model.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Between our RGB arrays and Java's images. Sample values are copied; no colour is managed, no alpha composited. */
final class Pixels {

    private static final int[] RGB_ORDER = {0, 1, 2};

    private static final ColorModel RGB = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);

    private Pixels() {}

    /** An image that writes through to the array. */
    static BufferedImage wrap(int width, int height, byte[] rgb) {
        return new BufferedImage(
                RGB,
                Raster.createInterleavedRaster(
                        new DataBufferByte(rgb, rgb.length), width, height, 3 * width, 3, RGB_ORDER, null),
                false,
                null);
    }

    /** The image's colours, row by row; at most one row more than the result is held. */
    static byte[] rgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        if (image.getColorModel() instanceof IndexColorModel palette) indexed(image.getRaster(), palette, rgb);
        else if (isPlain(image)) interleaved(image.getRaster(), rgb);
        else anyModel(image, rgb);
        return rgb;
    }

    private static boolean isPlain(BufferedImage image) {
        return image.getColorModel() instanceof ComponentColorModel model
                && model.getColorSpace().isCS_sRGB()
                && model.getNumColorComponents() == 3
                && model.getTransferType() == DataBuffer.TYPE_BYTE
                && !model.isAlphaPremultiplied();
    }

    private static void indexed(Raster raster, IndexColorModel palette, byte[] rgb) {
        int entries = palette.getMapSize();
        int[] colors = new int[entries];
        palette.getRGBs(colors);
        int width = raster.getWidth();
        int[] row = new int[width];
        for (int y = 0, to = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++, to += 3) {
                if (row[x] >= entries) continue;
                put(colors[row[x]], rgb, to);
            }
        }
    }

    private static void interleaved(Raster raster, byte[] rgb) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int[] row = new int[bands * width];
        for (int y = 0, to = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += bands, to += 3) {
                rgb[to] = (byte) row[from];
                rgb[to + 1] = (byte) row[from + 1];
                rgb[to + 2] = (byte) row[from + 2];
            }
        }
    }

    private static void anyModel(BufferedImage image, byte[] rgb) {
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0, to = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++, to += 3) put(row[x], rgb, to);
        }
    }

    private static void put(int argb, byte[] rgb, int to) {
        rgb[to] = (byte) (argb >> 16);
        rgb[to + 1] = (byte) (argb >> 8);
        rgb[to + 2] = (byte) argb;
    }
}
