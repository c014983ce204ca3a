package io.maskstream.model.image;

import java.util.Arrays;

/** From one filtered PNG row to RGB: filter undone, samples brought to 8 bits, channels spread. One image, one thread. */
final class PngRows {

    private final PngHeader header;
    private final Bytes palette;
    private final int pixelBytes;
    /** Both with the filter byte in front. */
    private byte[] current;

    private byte[] previous;
    private byte[] samples;
    private int pixels;
    private int length;

    PngRows(PngHeader header, Bytes palette) {
        this.header = header;
        this.palette = palette;
        this.pixelBytes = Math.max(1, header.channels() * header.bitDepth() / 8);
        int longest = 1 + header.rowBytes(header.width());
        current = new byte[longest];
        previous = new byte[longest];
        samples = header.bitDepth() == 8 ? current : new byte[header.width() * header.channels()];
    }

    /** A new pass: the row above its first is zero. */
    void start(int passPixels) {
        pixels = passPixels;
        length = 1 + header.rowBytes(passPixels);
        Arrays.fill(current, 0, length, (byte) 0);
    }

    /** Bytes of a row with its filter byte. */
    int length() {
        return length;
    }

    /** The array to be filled with the next row's {@link #length} bytes. */
    byte[] next() {
        byte[] row = previous;
        previous = current;
        current = row;
        return row;
    }

    /**
     * @param first index of the row's first pixel
     * @param step from pixel to pixel, in bytes
     */
    void writeTo(byte[] rgb, int first, int step) throws Refusal {
        unfilter();
        int from = 0;
        if (header.bitDepth() == 8) {
            samples = current;
            from = 1;
        } else if (header.bitDepth() == 16) {
            narrow();
        } else {
            unpack();
        }
        spread(from, rgb, first, step);
    }

    private void unfilter() throws Refusal {
        byte[] row = current;
        byte[] above = previous;
        switch (row[0]) {
            case 0 -> {}
            case 1 -> {
                for (int i = 1 + pixelBytes; i < length; i++) row[i] += row[i - pixelBytes];
            }
            case 2 -> {
                for (int i = 1; i < length; i++) row[i] += above[i];
            }
            case 3 -> {
                for (int i = 1; i < length; i++) {
                    int left = i > pixelBytes ? row[i - pixelBytes] & 0xff : 0;
                    row[i] += (byte) ((left + (above[i] & 0xff)) >> 1);
                }
            }
            case 4 -> {
                for (int i = 1; i < length; i++) {
                    boolean hasLeft = i > pixelBytes;
                    int left = hasLeft ? row[i - pixelBytes] & 0xff : 0;
                    int aboveLeft = hasLeft ? above[i - pixelBytes] & 0xff : 0;
                    row[i] += (byte) paeth(left, above[i] & 0xff, aboveLeft);
                }
            }
            default -> throw Refusal.corrupt("PNG row filter " + (row[0] & 0xff) + " does not exist");
        }
    }

    /** W3C PNG, third edition, section 9.4. */
    private static int paeth(int left, int above, int aboveLeft) {
        int toLeft = Math.abs(above - aboveLeft);
        int toAbove = Math.abs(left - aboveLeft);
        int toAboveLeft = Math.abs(left + above - 2 * aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }

    /** 16 bits to 8, rounded: {@code v * 255 / 65535}, as section 13.12 of the standard wants it. */
    private void narrow() {
        for (int i = 0, at = 1; at < length; i++, at += 2) {
            int value = (current[at] & 0xff) << 8 | (current[at + 1] & 0xff);
            samples[i] = (byte) ((value * 255 + 32_895) >>> 16);
        }
    }

    /** 1, 2 or 4 bits to 8: palette indices as they are, gray stretched to 0..255. */
    private void unpack() {
        int depth = header.bitDepth();
        int mask = (1 << depth) - 1;
        int factor = header.isIndexed() ? 1 : 255 / mask;
        for (int i = 0; i < pixels; i++) {
            int bit = i * depth;
            int value = (current[1 + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask;
            samples[i] = (byte) (value * factor);
        }
    }

    private void spread(int from, byte[] rgb, int first, int step) {
        switch (header.colorType()) {
            case PngHeader.RGB -> {
                if (step == 3) System.arraycopy(samples, from, rgb, first, 3 * pixels);
                else copyColors(from, 3, rgb, first, step);
            }
            case PngHeader.RGB_ALPHA -> copyColors(from, 4, rgb, first, step);
            case PngHeader.GRAY -> copyGrays(from, 1, rgb, first, step);
            case PngHeader.GRAY_ALPHA -> copyGrays(from, 2, rgb, first, step);
            default -> copyIndexed(from, rgb, first, step);
        }
    }

    private void copyColors(int from, int channels, byte[] rgb, int first, int step) {
        for (int i = 0, at = from, to = first; i < pixels; i++, at += channels, to += step) {
            rgb[to] = samples[at];
            rgb[to + 1] = samples[at + 1];
            rgb[to + 2] = samples[at + 2];
        }
    }

    private void copyGrays(int from, int channels, byte[] rgb, int first, int step) {
        for (int i = 0, at = from, to = first; i < pixels; i++, at += channels, to += step) {
            rgb[to] = samples[at];
            rgb[to + 1] = samples[at];
            rgb[to + 2] = samples[at];
        }
    }

    /** An index beyond the palette is black, as libpng has it. */
    private void copyIndexed(int from, byte[] rgb, int first, int step) {
        for (int i = 0, to = first; i < pixels; i++, to += step) {
            int entry = 3 * (samples[from + i] & 0xff);
            if (entry >= palette.length()) continue;
            rgb[to] = (byte) palette.u8(entry);
            rgb[to + 1] = (byte) palette.u8(entry + 1);
            rgb[to + 2] = (byte) palette.u8(entry + 2);
        }
    }
}
