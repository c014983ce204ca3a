package io.maskstream.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * GIF pixels. The JDK's reader undoes LZW and interlacing on a file of one frame; its palette is our own.
 *
 * @param frameWidth of the first image
 * @param frameHeight of the first image
 * @param data code size and sub-blocks, terminator included
 */
record GifImage(Canvas canvas, int frameWidth, int frameHeight, boolean interlaced, GifPalette palette, Bytes data)
        implements WalkedImage {

    @Override
    public int width() {
        return canvas.width();
    }

    @Override
    public int height() {
        return canvas.height();
    }

    @Override
    public byte[] pixels(Readers readers) throws IOException {
        BufferedImage frame = readers.open(ImageEncoding.GIF, file()).read(0);
        byte[] rgb = new byte[3 * width() * height()];
        if (!canvas.isFilledBy(frameWidth, frameHeight))
            for (int to = 0; to < rgb.length; to += 3) palette.put(palette.background(), rgb, to);
        Raster indices = frame.getRaster();
        int[] row = new int[frameWidth];
        for (int y = 0; y < frameHeight; y++) {
            indices.getSamples(0, y, frameWidth, 1, 0, row);
            int to = canvas.rowStart(y);
            for (int x = 0; x < frameWidth; x++, to += 3) palette.put(row[x], rgb, to);
        }
        return rgb;
    }

    /** With a full palette, so that the reader keeps indices of 8 bits, whatever the file's palette is. */
    private byte[] file() {
        return new Splice()
                .add('G', 'I', 'F', '8', '9', 'a')
                .add(frameWidth & 0xff, frameWidth >> 8, frameHeight & 0xff, frameHeight >> 8)
                .add(0xf7, 0, 0)
                .add(new Bytes(palette.rgb(), 0, palette.rgb().length))
                .add(0x2c, 0, 0, 0, 0)
                .add(frameWidth & 0xff, frameWidth >> 8, frameHeight & 0xff, frameHeight >> 8)
                .add(interlaced ? 0x40 : 0)
                .add(data)
                .add(0x3b)
                .toArray();
    }
}
