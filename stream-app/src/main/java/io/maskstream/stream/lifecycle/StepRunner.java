package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a step on a thread of its own and waits for it: one that hangs in native code, or in a network file system, costs
 * that thread and not the caller. For one caller at a time.
 */
final class StepRunner {

    private final Duration limit;

    /** @param limit of one step */
    StepRunner(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param late receives what a step that was given up returns in the end, on that step's thread
     * @throws StepFailedException what the step threw, or that it did not return in time
     */
    <T> T run(LifecycleStep step, Supplier<T> work, Consumer<T> late) throws StepFailedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> run(work, result, late), "maskstream-model-" + step.name().toLowerCase(Locale.ROOT));
        thread.setDaemon(true);
        try {
            thread.start();
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return giveUp(
                    step,
                    result,
                    new ModelException(
                            ModelException.Kind.LOAD_FAILED,
                            step + " did not return within " + limit.toSeconds()
                                    + " s and was given up; its thread and memory stay occupied until it returns"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(step, result, new ModelException(ModelException.Kind.CLOSED, "interrupted while " + step, e));
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            throw new StepFailedException(step, failure == null ? e : failure);
        } catch (OutOfMemoryError e) {
            // No thread could be started.
            throw new StepFailedException(step, e);
        }
    }

    private static <T> T giveUp(LifecycleStep step, CompletableFuture<T> result, ModelException reason)
            throws StepFailedException {
        // Returned between the two: then it is in time.
        if (!result.completeExceptionally(reason) && !result.isCompletedExceptionally()) return result.join();
        throw new StepFailedException(step, reason);
    }

    private static <T> void run(Supplier<T> work, CompletableFuture<T> result, Consumer<T> late) {
        T value;
        try {
            value = work.get();
        } catch (Throwable e) {
            // Errors too: what a new version's code or size does must not end the one that serves.
            result.completeExceptionally(e);
            return;
        }
        if (!result.complete(value)) late.accept(value);
    }
}
