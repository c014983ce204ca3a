package io.maskstream.stream.config;

/** What the values of the input topics are. */
public enum InputFormat {
    /** Maskstream's own Avro schema, {@code ImageFrame}. */
    IMAGEFRAME,
    /** The encoded image itself. */
    BYTES,
    /** Any Avro schema; {@code input.avro.*} says where the image is. */
    AVRO
}
