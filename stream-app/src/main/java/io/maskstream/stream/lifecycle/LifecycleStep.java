package io.maskstream.stream.lifecycle;

/** The steps of a version on its way to serving, in order. */
public enum LifecycleStep {
    /** The manifest is read, every file is compared with its size and hash. */
    VERIFYING,
    /** The native engine reads the model. */
    LOADING,
    /** Every batch size runs on every slot. */
    WARMING,
    /** The artifact's samples must give their logits. */
    VALIDATING,
    /** The engine opens its predictors and binds new frames to the version. */
    INSTALLING
}
