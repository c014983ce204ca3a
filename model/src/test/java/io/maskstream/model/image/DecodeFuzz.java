package io.maskstream.model.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Fuzz target: any bytes to pixels, by both decoders of JPEG, which must agree on what is refused. A PNG is decoded once more with its CRCs put right, since a fuzzer would never get past
 * them. Run by {@code integration-tests/fuzz}; {@code main} writes the seeds.
 */
final class DecodeFuzz {

    private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 1 << 18);
    private static final ImageDecoder JDK = new ImageDecoder(LIMITS, JpegDecoding.JDK);
    private static final ImageDecoder TURBO = new ImageDecoder(LIMITS, JpegDecoding.AUTO);

    private DecodeFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        decode(input);
        if (Bytes.of(ByteBuffer.wrap(input)).startsWith(0, PngWalk.SIGNATURE))
            decode(HostileImagesTest.withRightCrcs(input.clone()));
    }

    private static void decode(byte[] content) {
        EncodedImage encoded = EncodedImage.of(ByteBuffer.wrap(content));
        DecodeResult result = JDK.decode(encoded);
        if (result instanceof DecodeResult.Rejected rejected
                && rejected.rejection().message().contains("Exception"))
            throw new AssertionError(rejected.rejection().message());
        for (Scale scale : Scale.values())
            if (!TURBO.decode(encoded, (width, height) -> scale).getClass().equals(result.getClass()))
                throw new AssertionError("the decoders differ at scale " + scale + ": the JDK has " + result);
    }

    public static void main(String[] folder) throws IOException {
        for (Map.Entry<String, byte[]> file : HostileImagesTest.smallFiles().entrySet())
            Files.write(Path.of(folder[0]).resolve(file.getKey().replace(' ', '-')), file.getValue());
    }
}
