package io.maskstream.model.image;

import io.maskstream.model.RejectionReason;
import java.io.IOException;

/**
 * WebP pixels: lossless ones from {@link LosslessWebp}, lossy ones through TwelveMonkeys' reader, which sees one bare frame.
 * What the frame does not cover is black.
 */
record WebpImage(Canvas canvas, WebpFrame frame, Orientation orientation) implements WalkedImage {

    /** What the reader holds of each pixel, measured with TwelveMonkeys 3.14: an object a macroblock and its 24 parts. */
    private static final int LOSSY_PIXEL_BYTES = 128;

    @Override
    public int width() {
        return canvas.width();
    }

    @Override
    public int height() {
        return canvas.height();
    }

    @Override
    public byte[] pixels(Readers readers) throws IOException, Refusal {
        byte[] rgb = frame.lossless() ? LosslessWebp.rgb(frame.body(), frame.width(), frame.height()) : lossy(readers);
        if (canvas.isFilledBy(frame.width(), frame.height())) return rgb;
        byte[] whole = new byte[3 * width() * height()];
        int rowBytes = 3 * frame.width();
        for (int y = 0; y < frame.height(); y++)
            System.arraycopy(rgb, y * rowBytes, whole, canvas.rowStart(y), rowBytes);
        return whole;
    }

    private byte[] lossy(Readers readers) throws IOException, Refusal {
        long needed = (long) frame.width() * frame.height() * LOSSY_PIXEL_BYTES;
        if (needed > Runtime.getRuntime().maxMemory() / 2)
            throw new Refusal(
                    RejectionReason.TOO_MANY_PIXELS,
                    "a lossy WebP of " + frame.width() + "x" + frame.height() + " pixels takes " + (needed >> 20)
                            + " MiB to decode, more than half of the JVM's heap");
        return Pixels.rgb(readers.open(ImageEncoding.WEBP, frame.file()).read(0));
    }
}
