package io.maskstream.model;

/** Where on the path a frame failed. The names are part of the dead-letter contract. */
public enum Stage {
    /** The record could not be read as a frame. */
    DESERIALIZE,
    /** The content that a frame points to could not be fetched. */
    FETCH,
    /** The bytes are not an image that may be decoded. */
    DECODE,
    /** The image decodes but does not become a model input (a region outside it). */
    PREPROCESS,
    /** The model fails on this image and on this image only. */
    INFER,
    /** The model's output for this image is unusable (not finite). */
    POSTPROCESS
}
