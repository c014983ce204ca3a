package io.maskstream.model.network;

/** What the dynamic mask multiplies; the abstract does not say, so both readings are built. */
public enum MaskKind {
    /** No mask: as if it were 1 everywhere. */
    OFF,
    /**
     * A spatial gate on the convolution's input. The mask at a place is the same for every output that reads the
     * place.
     */
    INPUT,
    /** One mask a sample on the kernel itself: over its taps and its input channels. */
    KERNEL;

    /** In which a mask divides channels: on the input channel c is in group c mod GROUPS. */
    public static final int GROUPS = 4;
}
