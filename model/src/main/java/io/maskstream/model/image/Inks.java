package io.maskstream.model.image;

/**
 * CMYK and YCCK samples to RGB by the plain formula, {@code r = (255 - c) (255 - k) / 255}: no colour profile, so that
 * the pixels are the same everywhere.
 */
final class Inks {

    private Inks() {}

    /**
     * @param inks interleaved, 4 bytes a pixel
     * @param ycck the first three are YCbCr of the inverse of CMY
     * @param inverted 255 means no ink, as Adobe writes it
     */
    static byte[] toRgb(byte[] inks, boolean ycck, boolean inverted) {
        byte[] rgb = new byte[inks.length / 4 * 3];
        int flip = inverted ? 0 : 255;
        for (int from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
            int c = inks[from] & 0xff;
            int m = inks[from + 1] & 0xff;
            int y = inks[from + 2] & 0xff;
            if (ycck) {
                int luma = c;
                int cb = m - 128;
                int cr = y - 128;
                // JFIF 1.02, in 16-bit fixed point; then the inverse, as libjpeg's ycck_cmyk_convert.
                c = 255 - clip(luma + ((91_881 * cr + 32_768) >> 16));
                m = 255 - clip(luma + ((-22_554 * cb - 46_802 * cr + 32_768) >> 16));
                y = 255 - clip(luma + ((116_130 * cb + 32_768) >> 16));
            }
            int light = (inks[from + 3] & 0xff) ^ flip;
            rgb[to] = scaled(c ^ flip, light);
            rgb[to + 1] = scaled(m ^ flip, light);
            rgb[to + 2] = scaled(y ^ flip, light);
        }
        return rgb;
    }

    private static byte scaled(int value, int light) {
        return (byte) ((value * light + 127) / 255);
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
