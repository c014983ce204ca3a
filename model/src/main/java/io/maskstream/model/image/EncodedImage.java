package io.maskstream.model.image;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * An image as it arrived.
 *
 * @param content the bytes from position to limit; not copied, its position never moved; must not change afterwards
 * @param declared what the sender says it is; the actual format wins, save that RAW is never guessed
 * @param width in pixels, needed for RAW
 * @param height in pixels, needed for RAW
 */
public record EncodedImage(ByteBuffer content, ImageEncoding declared, OptionalInt width, OptionalInt height) {

    public EncodedImage {
        content = content.slice();
    }

    /** An image whose format is told by its first bytes. */
    public static EncodedImage of(ByteBuffer content) {
        return new EncodedImage(content, ImageEncoding.UNKNOWN, OptionalInt.empty(), OptionalInt.empty());
    }

    @Override
    public ByteBuffer content() {
        return content.asReadOnlyBuffer();
    }

    /** The bytes themselves where the buffer has an array, which a read-only view would hide. Not to be written to. */
    Bytes bytes() {
        return Bytes.of(content);
    }
}
