package io.maskstream.model.image;

import io.maskstream.model.image.LosslessTransform.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;

/**
 * Lossless WebP pixels (RFC 9649, section 3). Done here: TwelveMonkeys 3.14 reads such files for ever where they end too
 * soon, and takes hundreds of megabytes where their codes say so.
 */
final class LosslessWebp {

    /** Signature, size, alpha hint, version. */
    private static final int HEADER = 5;

    private LosslessWebp() {}

    /**
     * @param body of a VP8L chunk whose header was checked
     * @return {@code height * width * 3} bytes of RGB
     */
    static byte[] rgb(Bytes body, int width, int height) throws Refusal {
        BitSource bits = new BitSource(body.slice(HEADER, body.length() - HEADER));
        Deque<LosslessTransform> transforms = new ArrayDeque<>();
        EnumSet<Kind> seen = EnumSet.noneOf(Kind.class);
        int packedWidth = width;
        while (bits.flag()) {
            Kind kind = Kind.of(bits.read(2));
            if (!seen.add(kind)) throw Refusal.corrupt("the lossless WebP has the transform " + kind + " twice");
            LosslessTransform transform = LosslessTransform.read(kind, bits, packedWidth, height);
            packedWidth = transform.packedWidth();
            transforms.push(transform);
        }
        int[] argb = EntropyImage.readMain(bits, packedWidth, height);
        for (LosslessTransform transform : transforms) argb = transform.undo(argb);
        byte[] rgb = new byte[3 * argb.length];
        for (int at = 0, to = 0; at < argb.length; at++, to += 3) {
            rgb[to] = (byte) (argb[at] >> 16);
            rgb[to + 1] = (byte) (argb[at] >> 8);
            rgb[to + 2] = (byte) argb[at];
        }
        return rgb;
    }
}
