package io.maskstream.model.image;

import java.io.IOException;

/**
 * BMP pixels through the JDK's reader.
 *
 * @param file with a header that tells the truth about its lengths
 */
record BmpImage(int width, int height, byte[] file) implements WalkedImage {

    @Override
    public byte[] pixels(Readers readers) throws IOException {
        return Pixels.rgb(readers.open(ImageEncoding.BMP, file).read(0));
    }
}
