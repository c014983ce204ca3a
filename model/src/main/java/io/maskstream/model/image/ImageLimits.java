package io.maskstream.model.image;

/**
 * What an image may cost at most; checked on its header, before anything is allocated.
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
}
