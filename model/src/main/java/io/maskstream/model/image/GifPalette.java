package io.maskstream.model.image;

import org.jspecify.annotations.Nullable;

/**
 * The colours of a GIF's first image.
 *
 * @param rgb 256 colours; those that the file does not have are black, and without any palette they are grays
 * @param background index of what shows where the screen is not covered
 */
record GifPalette(byte[] rgb, int background) {

    private static final int ENTRIES = 256;

    /**
     * @param transparent the image's transparent colour, 0 without one. It is the background: alpha is dropped, so the
     *     uncovered screen looks as transparent pixels do
     */
    static GifPalette of(@Nullable Bytes table, int transparent) {
        byte[] rgb = new byte[3 * ENTRIES];
        if (table == null) for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) (i / 3);
        else System.arraycopy(table.array(), table.offset(), rgb, 0, table.length());
        return new GifPalette(rgb, transparent);
    }

    void put(int index, byte[] into, int to) {
        System.arraycopy(rgb, 3 * index, into, to, 3);
    }
}
