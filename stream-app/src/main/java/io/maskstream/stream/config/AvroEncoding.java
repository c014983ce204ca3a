package io.maskstream.stream.config;

/** How the Avro values of foreign topics are framed. */
public enum AvroEncoding {
    /** A marker and the fingerprint of the writer's schema before the datum. */
    SINGLE_OBJECT,
    /** The datum alone. */
    BINARY
}
