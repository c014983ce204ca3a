package io.maskstream.stream.quarantine;

/** What came of one image, alone. Immutable. */
public sealed interface Examination {

    /** @param logits one for each class */
    record Survived(float[] logits) implements Examination {}

    /** It threw or hangs, but does not kill: the engine knows how to deal with it. */
    record Failed(String message) implements Examination {}

    /** The JVM died of a signal or a crash while the image was in it. */
    record Killed(String message) implements Examination {}

    /** The JVM ended for a reason of its own, such as SIGTERM; nothing is known of the image. */
    record Lost(String message) implements Examination {}
}
