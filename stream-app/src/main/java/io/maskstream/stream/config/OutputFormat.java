package io.maskstream.stream.config;

/** How classifications are written. */
public enum OutputFormat {
    /** Schema {@code Classification}. */
    AVRO,
    /** One JSON object, its fields named as in the Avro schema. */
    JSON
}
