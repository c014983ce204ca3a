package io.maskstream.model.network;

/** What the dynamic mask multiplies; the abstract does not say, so both readings are built, and a control. */
public enum MaskKind {
    /** No mask: as if it were 1 everywhere. */
    OFF(2),
    /**
     * A spatial gate on the convolution's input. The mask at a place is the same for every output that reads the
     * place.
     */
    INPUT(MaskKind.GROUPS),
    /** One mask a sample on the kernel itself: over its taps and its input channels. */
    KERNEL(2 * MaskKind.GROUPS),
    /** As {@link #KERNEL}, but learned without a look at the input: one mask for all samples. */
    STATIC(2 * MaskKind.GROUPS);

    /** In which a mask divides channels: on the input channel c is in group c mod GROUPS. */
    public static final int GROUPS = 4;

    private final int widthMultiple;

    MaskKind(int widthMultiple) {
        this.widthMultiple = widthMultiple;
    }

    /** Of which a stage's width must be a multiple: branches have half the channels, and groups divide them. */
    public int widthMultiple() {
        return widthMultiple;
    }
}
