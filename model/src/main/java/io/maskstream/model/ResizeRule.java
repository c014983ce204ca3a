package io.maskstream.model;

/** How an image of any size becomes one of the model's size. Bilinear with area averaging when shrinking. */
public enum ResizeRule {
    /** To exactly the input size; the aspect ratio is lost. */
    STRETCH,
    /** Scaled to cover the input size, the overhang cut off evenly on both sides. */
    COVER,
    /** Scaled to fit into the input size, the rest is black, evenly on both sides. */
    FIT
}
