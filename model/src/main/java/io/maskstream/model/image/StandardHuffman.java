package io.maskstream.model.image;

import java.nio.ByteBuffer;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** The typical Huffman tables, T.81 tables K.3 to K.6: ids 0 for luminance and 1 for chrominance, of DC and of AC. */
final class StandardHuffman {

    /** DHT segments of all four. */
    static final Splice SEGMENTS = new Splice()
            .add(segment(0x00, JPEGHuffmanTable.StdDCLuminance))
            .add(segment(0x01, JPEGHuffmanTable.StdDCChrominance))
            .add(segment(0x10, JPEGHuffmanTable.StdACLuminance))
            .add(segment(0x11, JPEGHuffmanTable.StdACChrominance));

    private StandardHuffman() {}

    private static Bytes segment(int classAndId, JPEGHuffmanTable table) {
        int length = 3 + JpegTables.LENGTHS + table.getValues().length;
        ByteBuffer out = ByteBuffer.allocate(2 + length).putShort((short) 0xffc4);
        out.putShort((short) length).put((byte) classAndId);
        short[] lengths = table.getLengths();
        for (int i = 0; i < JpegTables.LENGTHS; i++) out.put((byte) (i < lengths.length ? lengths[i] : 0));
        for (short value : table.getValues()) out.put((byte) value);
        return Bytes.of(out.flip());
    }
}
