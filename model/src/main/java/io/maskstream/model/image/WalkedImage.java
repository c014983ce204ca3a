package io.maskstream.model.image;

import java.io.IOException;
import java.util.Optional;

/**
 * An image whose header and structure were walked and found whole, and of which nothing is decoded yet. Every format's
 * walk allocates nothing that a number in the file decides.
 */
interface WalkedImage {

    /** In pixels as stored, at least 1. */
    int width();

    /** In pixels as stored, at least 1. */
    int height();

    /** How the stored pixels are to be turned. */
    default Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    /**
     * Decodes. Called once the size is known to be within the limits.
     *
     * @return {@code height * width * 3} bytes, RGB as stored
     * @throws IOException when the format's reader gives up
     */
    byte[] pixels(Readers readers) throws IOException, Refusal;

    /**
     * Decodes with libjpeg-turbo. Called once the size is known to be within the limits, and where the library is there.
     *
     * @return RGB as stored, of the scaled size; nothing where {@link #pixels} is to see to it
     */
    default Optional<byte[]> turbo(Readers readers, Scale scale) {
        return Optional.empty();
    }
}
