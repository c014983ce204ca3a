package io.maskstream.model.image;

import io.maskstream.model.RejectionReason;

/**
 * What an image may cost at most; checked on its header, before anything is allocated. A side may have 65,535 pixels at
 * most whatever the limits say: what JPEG and GIF can express, and a bound for the memory of resizing.
 *
 * @param maxBytes of the encoded image
 * @param maxPixels width x height, as the header declares them
 */
public record ImageLimits(long maxBytes, long maxPixels) {

    /** 10 MiB and 50 million pixels. */
    public static final ImageLimits DEFAULT = new ImageLimits(10L << 20, 50_000_000);

    public ImageLimits {
        if (maxBytes < 1) throw new IllegalArgumentException("maxBytes: " + maxBytes + ", must be at least 1");
        if (maxPixels < 1) throw new IllegalArgumentException("maxPixels: " + maxPixels + ", must be at least 1");
    }

    static final int MAX_SIDE = 65_535;

    /** The pixels of one Java array at 3 bytes each. */
    private static final long MAX_ADDRESSABLE = Integer.MAX_VALUE / 3;

    /** To be called as soon as a walk knows the size, so that a bomb is called one even where its data is short. */
    void admit(long width, long height) throws Refusal {
        if (width < 1 || height < 1) throw Refusal.corrupt("the header declares " + width + "x" + height + " pixels");
        if (width > MAX_SIDE || height > MAX_SIDE)
            throw tooMany(width + "x" + height + " pixels, more than " + MAX_SIDE + " on a side");
        long most = Math.min(maxPixels, MAX_ADDRESSABLE);
        if (width * height > most)
            throw tooMany(
                    width + "x" + height + " is " + width * height + " pixels, more than frame.max.pixels = " + most);
    }

    private static Refusal tooMany(String message) {
        return new Refusal(RejectionReason.TOO_MANY_PIXELS, message);
    }
}
