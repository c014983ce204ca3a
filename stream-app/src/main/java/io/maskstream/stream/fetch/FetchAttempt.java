package io.maskstream.stream.fetch;

import io.maskstream.stream.fetch.FetchException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One attempt to fetch one content: its time, and the memory that the bytes go to. Used by one fetcher on one thread; cancelled by
 * any. Holds one array: of the declared size, else of the length that the other side announces, else of the limit.
 */
public final class FetchAttempt {

    private final ContentReference reference;
    private final long maxBytes;
    private final long endNanos;
    private final Thread thread = Thread.currentThread();
    private final MessageDigest digest = sha256();
    private final List<Runnable> cancelActions = new ArrayList<>();
    private long announced;
    private byte[] bytes = {};
    private int length;
    private boolean over;
    private boolean returned;

    /** Belongs to the calling thread. */
    FetchAttempt(ContentReference reference, long maxBytes, Duration time) {
        this.reference = reference;
        this.maxBytes = maxBytes;
        this.endNanos = System.nanoTime() + time.toNanos();
        this.announced = reference.sizeBytes().orElse(maxBytes);
    }

    /** Zero when the attempt is given up. */
    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /** Has the action run when this attempt is given up, or now if it is already. On another thread; must return at once. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!over) {
                cancelActions.add(action);
                return;
            }
        }
        action.run();
    }

    /**
     * The other side says how long the content is; to be called before {@link #read}, where it does.
     *
     * @throws FetchException when that is too long, or not what the reference says
     */
    public void announce(long contentLength) throws FetchException {
        if (reference.sizeBytes().isPresent()) {
            if (contentLength != reference.sizeBytes().getAsLong())
                throw new FetchException(
                        Kind.MISMATCH,
                        "is " + contentLength + " bytes long, content_ref.size_bytes is "
                                + reference.sizeBytes().getAsLong());
        } else if (contentLength > maxBytes)
            throw new FetchException(Kind.TOO_LARGE, "is " + contentLength + " bytes long, more than " + limit());
        announced = contentLength;
    }

    /**
     * Takes the content to its end, once. Does not close the stream.
     *
     * @throws FetchException when there is more than there may be
     */
    public void read(InputStream in) throws IOException {
        bytes = new byte[Math.toIntExact(announced)];
        while (length < bytes.length) {
            if (isOver()) throw new InterruptedIOException("given up after " + length + " bytes");
            int n = in.read(bytes, length, bytes.length - length);
            if (n < 0) return;
            if (reference.sha256().isPresent()) digest.update(bytes, length, n);
            length += n;
        }
        if (in.read() >= 0)
            throw announced == maxBytes && reference.sizeBytes().isEmpty()
                    ? new FetchException(Kind.TOO_LARGE, "is longer than " + limit())
                    : new FetchException(Kind.MISMATCH, "is longer than the " + announced + " bytes announced");
    }

    /** What has come, checked against the reference. */
    ByteBuffer content() throws FetchException {
        if (reference.sizeBytes().isPresent() && length != reference.sizeBytes().getAsLong())
            throw new FetchException(
                    Kind.MISMATCH,
                    "ended after " + length + " bytes, content_ref.size_bytes is "
                            + reference.sizeBytes().getAsLong());
        if (reference.sha256().isPresent()) {
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!actual.equals(reference.sha256().get()))
                throw new FetchException(
                        Kind.MISMATCH,
                        "has the SHA-256 " + actual + ", content_ref.sha256 is "
                                + reference.sha256().get());
        }
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** By the attempt's own thread, at its end: an interrupt can no longer come, and its pool clears one that came. False: it was given up before. */
    synchronized boolean complete() {
        boolean first = !over;
        over = true;
        returned = true;
        return first;
    }

    synchronized boolean isReturned() {
        return returned;
    }

    /** False: it is over already. */
    synchronized boolean giveUp() {
        boolean first = !over;
        over = true;
        return first;
    }

    /** After {@link #giveUp}. */
    void cancel() {
        List<Runnable> actions;
        synchronized (this) {
            if (returned) return;
            actions = List.copyOf(cancelActions);
            thread.interrupt();
        }
        actions.forEach(Runnable::run);
    }

    private synchronized boolean isOver() {
        return over;
    }

    private String limit() {
        return "maskstream.frame.max.bytes = " + maxBytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
