package io.maskstream.stream.infer;

/** What came of a suspect image. */
public enum SuspectVerdict {
    /** It did no harm and is classified. */
    SURVIVED,
    /** It killed the child JVM and its frame becomes a dead letter. */
    KILLED,
    /** It does not kill but fails, or no child JVM could be had: it was let in like every other. */
    LET_IN
}
