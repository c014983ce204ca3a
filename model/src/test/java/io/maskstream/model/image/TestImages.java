package io.maskstream.model.image;

/** Images that the tests make themselves. */
final class TestImages {

    private TestImages() {}

    /** The same pseudo-random pixels every time: C's classic linear congruential generator, bits 16 to 23. */
    static RgbImage noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        int state = 12345;
        for (int i = 0; i < rgb.length; i++) {
            state = (state * 1103515245 + 12345) & 0x7fffffff;
            rgb[i] = (byte) (state >> 16);
        }
        return new RgbImage(width, height, rgb);
    }
}
