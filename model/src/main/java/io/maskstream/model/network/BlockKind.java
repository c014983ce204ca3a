package io.maskstream.model.network;

/** What a residual block's branch is made of. */
public enum BlockKind {
    /** Mask convolution, fusion, enhancement. */
    MASKED,
    /** Two 3x3 convolutions (He et al. 2016, BasicBlock): the control. */
    PLAIN,
    /** Plain, then squeeze-and-excitation (Hu et al. 2018). */
    PLAIN_SE,
    /** Plain, then convolutional block attention (Woo et al. 2018). */
    PLAIN_CBAM
}
