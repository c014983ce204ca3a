package io.maskstream.model.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Fuzz target: any bytes to pixels. A PNG is decoded once more with its CRCs put right, since a fuzzer would never get past
 * them. Run by {@code integration-tests/fuzz}; {@code main} writes the seeds.
 */
final class DecodeFuzz {

    private static final ImageDecoder DECODER = new ImageDecoder(new ImageLimits(1 << 20, 1 << 18));

    private DecodeFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        decode(input);
        if (Bytes.of(ByteBuffer.wrap(input)).startsWith(0, PngWalk.SIGNATURE))
            decode(HostileImagesTest.withRightCrcs(input.clone()));
    }

    private static void decode(byte[] content) {
        if (DECODER.decode(EncodedImage.of(ByteBuffer.wrap(content))) instanceof DecodeResult.Rejected rejected
                && rejected.rejection().message().contains("Exception"))
            throw new AssertionError(rejected.rejection().message());
    }

    public static void main(String[] folder) throws IOException {
        for (Map.Entry<String, byte[]> file : HostileImagesTest.smallFiles().entrySet())
            Files.write(Path.of(folder[0]).resolve(file.getKey().replace(' ', '-')), file.getValue());
    }
}
