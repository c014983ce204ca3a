package io.maskstream.stream.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A frame, as it is found again after a restart.
 *
 * @param task the step and the task that it was read by; at most 512 bytes of UTF-8
 * @param topic at most 249 bytes
 * @param part of the frames that were made of one record, from 0
 */
public record JournalEntry(String task, String topic, int partition, long offset, int part) {

    private static final int MAX_TASK = 512;
    private static final int MAX_TOPIC = 249;
    private static final int NUMBERS = Integer.BYTES + Long.BYTES + Integer.BYTES;
    static final int MAX_BYTES = Short.BYTES + MAX_TASK + Short.BYTES + MAX_TOPIC + NUMBERS;

    /** Writes it at an index; position and limit are not moved. Returns the index behind it. */
    int write(ByteBuffer to, int at) {
        int next = text(to, text(to, at, task, MAX_TASK), topic, MAX_TOPIC);
        to.putInt(next, partition)
                .putLong(next + Integer.BYTES, offset)
                .putInt(next + Integer.BYTES + Long.BYTES, part);
        return next + NUMBERS;
    }

    /**
     * Reads one from the buffer's position.
     *
     * @throws RuntimeException when the bytes are none
     */
    static JournalEntry read(ByteBuffer from) {
        return new JournalEntry(text(from), text(from), from.getInt(), from.getLong(), from.getInt());
    }

    private static int text(ByteBuffer to, int at, String text, int most) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length > most)
            throw new IllegalArgumentException(text + ": " + bytes.length + " bytes, must be at most " + most);
        to.putShort(at, (short) bytes.length).put(at + Short.BYTES, bytes);
        return at + Short.BYTES + bytes.length;
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort()];
        from.get(bytes);
        return new String(bytes, UTF_8);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset + (part == 0 ? "" : "." + part) + " of " + task;
    }
}
