package io.maskstream.stream.config;

/** What a crash may do to the output. */
public enum ProcessingGuarantee {
    /** Nothing is missing; results after the last commit may be there twice. */
    AT_LEAST_ONCE,
    /** Nothing is missing and nothing is twice, for readers with {@code read_committed}. */
    EXACTLY_ONCE_V2
}
