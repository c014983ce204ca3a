package io.maskstream.model.script;

/** How an archive computes what its network says; the logits are the same but for rounding. */
public enum ScriptForm {
    /**
     * For libtorch on a CPU: fewer passes over memory, 1x1 convolutions as matrix products, convolutions of few output
     * channels one image at a time.
     */
    FAST,
    /** An operator of the network is an operator of the archive, batch normalisation folded: for GPUs, and to compare. */
    PLAIN
}
