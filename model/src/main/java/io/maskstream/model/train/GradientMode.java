package io.maskstream.model.train;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Switches recording of gradients off for the current thread: weights may only be changed in place while it is off, and
 * validation needs no graph. It is per thread and on by default in every thread but the one that started the engine.
 */
public final class GradientMode implements AutoCloseable {

    private final boolean before = JniUtils.isGradMode();

    private GradientMode() {
        JniUtils.setGradMode(false);
    }

    /** Off until closed, on the same thread. */
    public static GradientMode off() {
        return new GradientMode();
    }

    @Override
    public void close() {
        JniUtils.setGradMode(before);
    }
}
