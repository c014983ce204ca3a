package io.maskstream.stream.journal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process has in flight: a memory-mapped file, locked for as long as the process lives. Safe for many threads.
 *
 * <p>A header of 16 bytes (magic, format, regions, bytes a region, int each), then the regions. A region begins with its
 * state, a long: 0 for empty, else the payload's length and, in the lower half, its CRC-32C; the payload is a sequence of
 * {@link JournalEntry}. The state is written last, in release order, so a process that dies in between leaves the region
 * as it was; the checksum is for pages that a dying machine wrote in another order.
 */
final class InFlightFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InFlightFile.class);
    private static final VarHandle STATE = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAGIC = 0x4d534b4a;
    private static final int FORMAT = 1;
    private static final int HEADER = 4 * Integer.BYTES;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer mapped;
    private final int regionBytes;
    private final BitSet free = new BitSet();

    private InFlightFile(Path path, FileChannel channel, int regions, int regionBytes) throws IOException {
        this.path = path;
        this.channel = channel;
        this.regionBytes = regionBytes;
        int size = Math.addExact(HEADER, Math.multiplyExact(regions, regionBytes));
        // Written, not only extended: a page that the disk has no room for would be a SIGBUS later.
        ByteBuffer zeros = ByteBuffer.allocate(size);
        while (zeros.hasRemaining()) channel.write(zeros);
        this.mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        mapped.putInt(0, MAGIC).putInt(4, FORMAT).putInt(8, regions).putInt(12, regionBytes);
        free.set(0, regions);
    }

    /** @param frames in a region at most */
    static InFlightFile create(Path path, int regions, int frames) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            channel.lock();
            // A multiple of 8, for the state's alignment.
            int bytes = (Long.BYTES + Math.multiplyExact(frames, JournalEntry.MAX_BYTES) + 7) / 8 * 8;
            return new InFlightFile(path, channel, regions, bytes);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** @throws IllegalStateException when none is free */
    synchronized Region region() {
        int index = free.nextSetBit(0);
        if (index < 0) throw new IllegalStateException(path + ": every region is in use");
        free.clear(index);
        return new Mapped(index);
    }

    private synchronized void give(int index) {
        free.set(index);
    }

    /** The process ends as it should: nothing of it is suspect. Idempotent. */
    @Override
    public void close() throws IOException {
        // In this order: once unlocked, another process may take it for a dead one's.
        Files.deleteIfExists(path);
        channel.close();
    }

    /**
     * Everything that a dead process' file says was in flight. What is torn is passed over.
     *
     * @param content of the whole file
     */
    static Set<JournalEntry> inFlight(Path path, ByteBuffer content) {
        Set<JournalEntry> entries = new LinkedHashSet<>();
        if (content.remaining() < HEADER || content.getInt(0) != MAGIC || content.getInt(4) != FORMAT) {
            LOG.atWarn().addKeyValue("file", path).log("crash journal is unreadable, its frames are not examined");
            return entries;
        }
        int regions = content.getInt(8);
        int bytes = content.getInt(12);
        for (int i = 0; i < regions; i++) {
            int at = HEADER + i * bytes;
            if (bytes < Long.BYTES || at < 0 || at + bytes > content.limit()) break;
            entries.addAll(region(path, content.slice(at, bytes)));
        }
        return entries;
    }

    private static List<JournalEntry> region(Path path, ByteBuffer region) {
        long state = region.getLong(0);
        if (state == 0) return List.of();
        int length = (int) (state >>> Integer.SIZE);
        List<JournalEntry> entries = new ArrayList<>();
        try {
            ByteBuffer payload = region.slice(Long.BYTES, length);
            if (state != state(payload)) throw new IllegalArgumentException("checksum");
            while (payload.hasRemaining()) entries.add(JournalEntry.read(payload));
            return entries;
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | BufferUnderflowException
                | NegativeArraySizeException e) {
            LOG.atWarn().addKeyValue("file", path).addKeyValue("why", e).log("crash journal has a torn region");
            return List.of();
        }
    }

    private static long state(ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload.duplicate());
        return (long) payload.remaining() << Integer.SIZE | crc.getValue();
    }

    /** See the class's comment for its layout. */
    private final class Mapped implements Region {

        private final int index;
        private final ByteBuffer bytes;
        private boolean closed;

        Mapped(int index) {
            this.index = index;
            this.bytes = mapped.slice(HEADER + index * regionBytes, regionBytes);
        }

        @Override
        public void begin(List<JournalEntry> frames) {
            int end = Long.BYTES;
            for (JournalEntry frame : frames) {
                if (end + JournalEntry.MAX_BYTES > regionBytes)
                    throw new IllegalArgumentException(
                            frames.size() + " frames, the journal was opened for fewer in a batch");
                end = frame.write(bytes, end);
            }
            if (end > Long.BYTES) STATE.setRelease(bytes, 0, state(bytes.slice(Long.BYTES, end - Long.BYTES)));
        }

        @Override
        public void clear() {
            STATE.setRelease(bytes, 0, 0L);
        }

        @Override
        public void close() {
            if (closed) return;
            closed = true;
            clear();
            give(index);
        }
    }
}
