package io.maskstream.stream.config;

/** Which version of the model serves. */
public enum ModelPolicy {
    /** The highest version in {@code model.dir}. */
    LATEST,
    /** {@code model.version}, until the configuration changes. */
    PINNED,
    /** The version that was announced last; not available yet, refused with a remedy. */
    ANNOUNCED
}
