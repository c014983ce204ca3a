package io.maskstream.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What was opened, by what it was opened for; the last one is closed first. For one thread, but for {@link #close}. */
final class Opened implements AutoCloseable {

    private static final String CLOSED = "the benchmark is being ended";

    private final Map<Object, AutoCloseable> open = new LinkedHashMap<>();
    private boolean closed;

    interface Opening<T> {
        T open() throws IOException;
    }

    /** The one that is open for that key already, unless it is a side whose process has ended. */
    <T extends AutoCloseable> T get(Object key, Class<T> type, Opening<T> opening) throws IOException {
        requireNotClosed();
        closeAll(one -> one instanceof Side side && !side.isAlive());
        synchronized (open) {
            AutoCloseable known = open.get(key);
            if (known != null) return type.cast(known);
        }
        T made = opening.open();
        synchronized (open) {
            if (!closed) {
                open.put(key, made);
                return made;
            }
        }
        // Ctrl-C came while it was started.
        close(made);
        throw new IllegalStateException(CLOSED);
    }

    /** @throws IllegalStateException when nothing may be started any more */
    void requireNotClosed() {
        synchronized (open) {
            if (closed) throw new IllegalStateException(CLOSED);
        }
    }

    void end(Side side) {
        closeAll(one -> one == side);
    }

    /** What is no side stays. */
    void endSides() {
        closeAll(Side.class::isInstance);
    }

    /** Idempotent; from any thread. */
    @Override
    public void close() {
        synchronized (open) {
            closed = true;
        }
        closeAll(one -> true);
    }

    private void closeAll(Predicate<AutoCloseable> which) {
        List<AutoCloseable> chosen;
        synchronized (open) {
            chosen = new ArrayList<>(open.values().stream().filter(which).toList());
            open.values().removeAll(chosen);
        }
        for (int i = chosen.size() - 1; i >= 0; i--) close(chosen.get(i));
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            System.err.println("bench: " + one + " did not close: " + e);
        }
    }
}
