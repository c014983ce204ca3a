package io.maskstream.stream.fetch;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.stream.fetch.FetchException.Kind;
import io.maskstream.stream.fetch.FetchSettings.Limits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reference on its way: attempts, each with its time, and the pauses between them. One attempt at a time; a timer gives it up when its time
 * has passed, whether its thread returns or not. The first end counts.
 */
final class Fetch implements Runnable {

    private final FetchPool pool;
    private final ContentReference reference;
    private final Optional<Instant> deadline;
    private final Consumer<FetchResult> done;
    private int attempts;
    private volatile @Nullable FetchAttempt current;

    Fetch(FetchPool pool, ContentReference reference, Optional<Instant> deadline, Consumer<FetchResult> done) {
        this.pool = pool;
        this.reference = reference;
        this.deadline = deadline;
        this.done = done;
    }

    /** An attempt, on a fetch thread. What the one before wrote is visible: it is submitted after it. */
    @Override
    public void run() {
        if (!pool.isOpen(this)) return;
        Duration timeout = limits().timeout();
        Duration time = deadline.map(end -> Duration.between(pool.now(), end))
                .filter(left -> left.compareTo(timeout) < 0)
                .orElse(timeout);
        if (time.isNegative() || time.isZero()) {
            expired("before attempt " + (attempts + 1));
            return;
        }
        attempts++;
        FetchAttempt attempt = new FetchAttempt(reference, pool.maxBytes(), time);
        current = attempt;
        if (!pool.isOpen(this)) return;
        long start = System.nanoTime();
        Future<?> timer = pool.after(time, () -> timeOut(attempt, time));
        try {
            ByteBuffer content = attempt(attempt);
            if (attempt.complete()) fetched(content, start);
        } catch (FetchException e) {
            if (attempt.complete()) failed(e, start);
        } catch (Error e) {
            attempt.complete();
            pool.broken(e);
            cancelled();
            throw e;
        } finally {
            attempt.complete();
            pool.returned(attempt);
            timer.cancel(false);
        }
    }

    private ByteBuffer attempt(FetchAttempt attempt) throws FetchException {
        try {
            pool.requireSize(reference);
            pool.fetcher(reference).fetch(reference, attempt);
            return attempt.content();
        } catch (FetchException e) {
            throw e;
        } catch (SocketTimeoutException e) {
            throw new FetchException(Kind.TIMED_OUT, String.valueOf(e.getMessage()), e);
        } catch (IOException | InterruptedException e) {
            throw new FetchException(Kind.FAILED, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new FetchException(Kind.FAILED, "the ContentFetcher failed unexpectedly: " + e, e);
        }
    }

    private void timeOut(FetchAttempt attempt, Duration time) {
        if (!attempt.giveUp()) return;
        failed(
                new FetchException(Kind.TIMED_OUT, "did not come within " + time.toMillis() + " ms"),
                System.nanoTime() - time.toNanos());
        attempt.cancel();
        pool.givenUp(attempt);
    }

    private void fetched(ByteBuffer content, long start) {
        pool.listener().onFetchAttempt(Optional.empty(), since(start));
        if (isExpired()) expired("and it came after that");
        else end(new FetchResult.Fetched(content));
    }

    private void failed(FetchException e, long start) {
        pool.listener().onFetchAttempt(Optional.of(e.kind()), since(start));
        if (isExpired()) expired("the last failure: " + e.getMessage());
        else if (e.kind().isRetriable() && attempts < limits().attempts()) pool.again(this, attempts);
        else
            end(new FetchResult.Failed(
                    Rejection.of(e.kind().reason(), message(String.valueOf(e.getMessage())), e), attempts));
    }

    private boolean isExpired() {
        return deadline.filter(end -> !end.isAfter(pool.now())).isPresent();
    }

    private void expired(String when) {
        String message =
                "the frame's deadline " + deadline.map(Instant::toString).orElse("") + " has passed, " + when;
        end(new FetchResult.Failed(Rejection.of(RejectionReason.FETCH_EXPIRED, message(message)), attempts));
    }

    private String message(String what) {
        return "content_ref " + reference + ": " + what + (attempts > 1 ? " (after " + attempts + " attempts)" : "");
    }

    /** The pool closes: nothing is decided, and the attempt under way is given up. */
    void cancelled() {
        // In this order: an attempt that begins meanwhile sees that it is too late, or is seen here.
        end(new FetchResult.Cancelled());
        FetchAttempt attempt = current;
        if (attempt != null && attempt.giveUp()) attempt.cancel();
    }

    private void end(FetchResult result) {
        if (pool.remove(this)) done.accept(result);
    }

    private Limits limits() {
        return pool.settings().limits();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
