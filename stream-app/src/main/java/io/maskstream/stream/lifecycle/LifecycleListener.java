package io.maskstream.stream.lifecycle;

import io.maskstream.stream.batch.ModelIdentity;
import java.time.Duration;
import java.util.Optional;

/** What becomes of model versions. Called on the thread that brings them up; must return at once and never throw. */
public interface LifecycleListener {

    /**
     * New frames are bound to this model from now on.
     *
     * @param loadTime from its discovery
     * @param before what served until now; empty for the first
     */
    void onServing(ModelIdentity model, Duration loadTime, Optional<ModelIdentity> before);

    /** A version cannot serve; what served before goes on. */
    void onRejected(RejectedVersion rejected);

    LifecycleListener NONE = new LifecycleListener() {
        @Override
        public void onServing(ModelIdentity model, Duration loadTime, Optional<ModelIdentity> before) {}

        @Override
        public void onRejected(RejectedVersion rejected) {}
    };
}
