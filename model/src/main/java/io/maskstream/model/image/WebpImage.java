package io.maskstream.model.image;

import java.io.IOException;

/** WebP pixels through TwelveMonkeys' reader, which sees one bare frame. What the frame does not cover is black. */
record WebpImage(Canvas canvas, WebpFrame frame, Orientation orientation) implements WalkedImage {

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
        byte[] rgb = Pixels.rgb(readers.open(ImageEncoding.WEBP, frame.file()).read(0));
        if (canvas.isFilledBy(frame.width(), frame.height())) return rgb;
        byte[] whole = new byte[3 * width() * height()];
        int rowBytes = 3 * frame.width();
        for (int y = 0; y < frame.height(); y++)
            System.arraycopy(rgb, y * rowBytes, whole, canvas.rowStart(y), rowBytes);
        return whole;
    }
}
