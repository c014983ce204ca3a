package io.maskstream.model.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The end of a zip archive, read so strictly that no two readers can see two archives in one file: no comment, nothing
 * before, between or behind, both directory records the same (APPNOTE.TXT 4.3.14 to 4.3.16).
 */
final class ZipEnd {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int TAIL = END_BYTES + LOCATOR_BYTES + END64_BYTES;

    private ZipEnd() {}

    /**
     * @param maxEntries of the directory
     * @throws ZipException when the archive is ambiguous or too large
     */
    static void require(Path file, int maxEntries) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, TAIL)).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = size - tail.capacity(); tail.hasRemaining(); )
                if (channel.read(tail, at + tail.position()) < 0) throw new ZipException("it ends while it is read");
            long base = size - tail.capacity();
            int end = tail.capacity() - END_BYTES;
            if (end < 0 || tail.getInt(end) != END || tail.getShort(end + 20) != 0)
                throw new ZipException("it does not end like a zip archive without a comment");
            long entries = tail.getShort(end + 10) & 0xFFFF;
            long bytes = tail.getInt(end + 12) & 0xFFFFFFFFL;
            long offset = tail.getInt(end + 16) & 0xFFFFFFFFL;
            long directoryEnd = base + end;
            int locator = end - LOCATOR_BYTES;
            if (locator >= END64_BYTES && tail.getInt(locator) == LOCATOR) {
                int end64 = locator - END64_BYTES;
                long entries64 = tail.getLong(end64 + 32);
                long bytes64 = tail.getLong(end64 + 40);
                long offset64 = tail.getLong(end64 + 48);
                boolean same = entries == Math.min(0xFFFF, entries64)
                        && bytes == Math.min(0xFFFFFFFFL, bytes64)
                        && offset == Math.min(0xFFFFFFFFL, offset64);
                if (tail.getInt(end64) != END64 || tail.getLong(locator + 8) != base + end64 || !same)
                    throw new ZipException("its two directories contradict each other");
                entries = entries64;
                bytes = bytes64;
                offset = offset64;
                directoryEnd = base + end64;
            }
            if (entries < 0 || entries > maxEntries)
                throw new ZipException("it has " + entries + " entries, at most " + maxEntries + " are allowed");
            if (bytes < 0 || offset < 0 || offset + bytes != directoryEnd)
                throw new ZipException("there is something before or behind its directory");
        }
    }
}
