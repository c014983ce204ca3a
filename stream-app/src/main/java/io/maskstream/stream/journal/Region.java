package io.maskstream.stream.journal;

import java.util.List;

/** One worker's place in the journal. Owned by that worker's thread; must be closed by it. */
public interface Region extends AutoCloseable {

    /**
     * These frames are about to enter native code. They are on record when this returns, should the process die in any
     * way; not, should the machine.
     *
     * @throws IllegalArgumentException when there are more than the journal was opened for, or a name is too long
     */
    void begin(List<JournalEntry> frames);

    /** They came back. */
    void clear();

    /** Clears it and gives it back. Idempotent. */
    @Override
    void close();

    /** Where no journal is kept. */
    Region NONE = new Region() {
        @Override
        public void begin(List<JournalEntry> frames) {}

        @Override
        public void clear() {}

        @Override
        public void close() {}
    };
}
