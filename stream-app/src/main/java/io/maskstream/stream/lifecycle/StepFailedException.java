package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelException;
import io.maskstream.stream.batch.EngineFailedException;

/** A version did not get past a step. */
final class StepFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final LifecycleStep step;
    private final Throwable failure;

    StepFailedException(LifecycleStep step, Throwable failure) {
        super(failure);
        this.step = step;
        this.failure = failure;
    }

    LifecycleStep step() {
        return step;
    }

    /** What is wrong with the version. */
    String reason() {
        // An Error's message is little without its name.
        String message = failure.getMessage();
        return failure instanceof ModelException && message != null ? message : failure.toString();
    }

    /** Passes on what is not this version's fault: engine, runtime or watcher are closed, no other version fares better. */
    void throwIfTheEnd() {
        if (failure instanceof EngineFailedException end) throw end;
        if (failure instanceof ModelException end && end.kind() == ModelException.Kind.CLOSED) throw end;
    }
}
