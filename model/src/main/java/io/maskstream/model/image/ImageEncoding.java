package io.maskstream.model.image;

/** How the bytes of an image are to be read. The names equal those of the Avro contract. */
public enum ImageEncoding {
    /** Told by the first bytes; RAW is never guessed. */
    UNKNOWN,
    JPEG,
    PNG,
    WEBP,
    BMP,
    GIF,
    RAW_RGB24,
    RAW_BGR24,
    RAW_GRAY8;

    public boolean isRaw() {
        return this == RAW_RGB24 || this == RAW_BGR24 || this == RAW_GRAY8;
    }
}
