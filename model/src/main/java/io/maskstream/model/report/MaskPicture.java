package io.maskstream.model.report;

import io.maskstream.model.probe.MaskMap;
import java.awt.image.BufferedImage;

/** An image beside itself with its mask over it: blue where it is weakened, red where it is strengthened. */
final class MaskPicture {

    /** Of the colour where the mask is furthest from 1 in this image; the picture shows where, not how much. */
    private static final double STRONGEST = 0.75;

    private static final int WEAKENED = 0x2166ac;
    private static final int STRENGTHENED = 0xb2182b;

    private MaskPicture() {}

    /** @return twice as wide as the image */
    static BufferedImage draw(MaskMap mask) {
        int width = mask.input().width();
        int height = mask.input().height();
        BufferedImage plain = Png.of(mask.input());
        BufferedImage both = new BufferedImage(2 * width, height, BufferedImage.TYPE_INT_RGB);
        double furthest = 0;
        for (float m : mask.map()) furthest = Math.max(furthest, Math.abs(m - 1));
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int pixel = plain.getRGB(x, y) & 0xffffff;
                double offset = mask.map()[y * width + x] - 1;
                double share = furthest == 0 ? 0 : STRONGEST * Math.abs(offset) / furthest;
                both.setRGB(x, y, pixel);
                both.setRGB(width + x, y, mixed(pixel, offset < 0 ? WEAKENED : STRENGTHENED, share));
            }
        return both;
    }

    private static int mixed(int pixel, int colour, double share) {
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double value = (1 - share) * ((pixel >> shift) & 0xff) + share * ((colour >> shift) & 0xff);
            rgb |= (int) Math.round(value) << shift;
        }
        return rgb;
    }
}
