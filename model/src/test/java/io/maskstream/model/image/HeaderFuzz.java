package io.maskstream.model.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Fuzz target: the walks over headers and structure alone. The first byte chooses the format, whose signature is put in
 * front of the rest. Run by {@code integration-tests/fuzz}; {@code main} writes the seeds.
 */
final class HeaderFuzz {

    private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 1 << 20);
    private static final List<String> SIGNATURES =
            List.of("\u00ff\u00d8\u00ff", PngWalk.SIGNATURE, "GIF89a", "BM", "RIFF????WEBP");

    /** In the order of {@link #SIGNATURES}. */
    private static final List<ImageEncoding> FORMATS =
            List.of(ImageEncoding.JPEG, ImageEncoding.PNG, ImageEncoding.GIF, ImageEncoding.BMP, ImageEncoding.WEBP);

    private HeaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) return;
        int format = (input[0] & 0xff) % SIGNATURES.size();
        byte[] content = withSignature(SIGNATURES.get(format), input);
        if (format == 1) content = HostileImagesTest.withRightCrcs(content);
        Bytes in = Bytes.of(ByteBuffer.wrap(content));
        try {
            WalkedImage image = switch (format) {
                case 0 -> JpegWalk.walk(in, LIMITS);
                case 1 -> PngWalk.walk(in, LIMITS);
                case 2 -> GifWalk.walk(in, LIMITS);
                case 3 -> BmpWalk.walk(in, LIMITS);
                default -> WebpWalk.walk(in, LIMITS);
            };
            if ((long) image.width() * image.height() > LIMITS.maxPixels())
                throw new AssertionError(image.width() + "x" + image.height() + " passed the limits");
        } catch (Refusal expected) {
            // What a walk says to hostile bytes.
        }
    }

    /** A question mark leaves the byte as it is. */
    private static byte[] withSignature(String signature, byte[] input) {
        byte[] content = new byte[Math.max(signature.length(), input.length - 1)];
        System.arraycopy(input, 1, content, 0, input.length - 1);
        for (int i = 0; i < signature.length(); i++)
            if (signature.charAt(i) != '?') content[i] = (byte) signature.charAt(i);
        return content;
    }

    public static void main(String[] folder) throws IOException {
        for (Map.Entry<String, byte[]> file : HostileImagesTest.smallFiles().entrySet()) {
            Files.write(Path.of(folder[0]).resolve(file.getKey().replace(' ', '-')), seed(file.getValue()));
        }
    }

    /** An image file as an input of this target. */
    static byte[] seed(byte[] content) {
        ImageEncoding encoding =
                Signature.tell(Bytes.of(ByteBuffer.wrap(content))).orElseThrow();
        return ByteBuffer.allocate(1 + content.length)
                .put((byte) FORMATS.indexOf(encoding))
                .put(content)
                .array();
    }
}
