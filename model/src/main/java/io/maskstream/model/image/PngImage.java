package io.maskstream.model.image;

import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * PNG pixels. Done here and not by the JDK's reader, which takes 16-bit and low-depth images pixel by pixel through a
 * raster twice the size. Inflates exactly what the header declares, however much more the data would give.
 */
record PngImage(PngHeader header, Bytes palette, List<Bytes> data, Orientation orientation) implements WalkedImage {

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public byte[] pixels(Readers readers) throws Refusal {
        byte[] rgb = new byte[3 * width() * height()];
        PngRows rows = new PngRows(header, palette);
        Source source = new Source(readers.inflater(), data.iterator());
        for (int[] pass : header.passes()) {
            int passWidth = header.passWidth(pass);
            if (passWidth <= 0) continue;
            int passHeight = header.passHeight(pass);
            rows.start(passWidth);
            for (int y = 0; y < passHeight; y++) {
                source.fill(rows.next(), rows.length());
                int first = 3 * ((pass[1] + y * pass[3]) * width() + pass[0]);
                rows.writeTo(rgb, first, 3 * pass[2]);
            }
        }
        return rgb;
    }

    /** The inflated stream over all IDAT chunks. */
    private record Source(Inflater inflater, Iterator<Bytes> chunks) {

        void fill(byte[] row, int length) throws Refusal {
            int have = 0;
            while (have < length) {
                if (inflater.needsInput() && chunks.hasNext()) {
                    Bytes chunk = chunks.next();
                    inflater.setInput(chunk.array(), chunk.offset(), chunk.length());
                }
                int got;
                try {
                    got = inflater.inflate(row, have, length - have);
                } catch (DataFormatException e) {
                    throw Refusal.corrupt("PNG image data does not inflate: " + e.getMessage());
                }
                have += got;
                if (got == 0 && (inflater.finished() || inflater.needsDictionary()))
                    throw Refusal.corrupt("PNG image data ends before the last row");
                if (got == 0 && inflater.needsInput() && !chunks.hasNext())
                    throw Refusal.truncated("PNG image data ends before the last row");
            }
        }
    }
}
