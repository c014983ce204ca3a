package io.maskstream.model.corrupt;

import io.maskstream.model.data.ItemKey;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.image.RgbImage;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A way in which an image gets worse, in five severities. The kinds are those of Hendrycks and Dietterich 2019
 * (Benchmarking Neural Network Robustness to Common Corruptions), the code and the strengths are this project's: figures
 * are not comparable with theirs. Safe for many threads.
 */
public enum Corruption {
    /** Normal noise on every channel, its deviation in parts of the full scale. */
    GAUSSIAN_NOISE(0.04, 0.08, 0.12, 0.18, 0.26) {
        @Override
        RgbImage apply(RgbImage image, double deviation, SplittableRandom random) {
            return Pixels.map(image, value -> value + 255 * deviation * random.nextGaussian());
        }
    },
    /** A normal kernel, its deviation in pixels of an image with a shorter side of 32. */
    GAUSSIAN_BLUR(0.5, 0.75, 1.0, 1.5, 2.0) {
        @Override
        RgbImage apply(RgbImage image, double deviation, SplittableRandom random) {
            return GaussianBlur.of(image, deviation * Math.min(image.width(), image.height()) / 32);
        }
    },
    /** Every value times a factor. */
    DARKNESS(0.7, 0.5, 0.35, 0.25, 0.15) {
        @Override
        RgbImage apply(RgbImage image, double factor, SplittableRandom random) {
            return Pixels.map(image, value -> value * factor);
        }
    },
    /** The distance of every value from the image's mean times a factor. */
    CONTRAST(0.75, 0.5, 0.35, 0.25, 0.15) {
        @Override
        RgbImage apply(RgbImage image, double factor, SplittableRandom random) {
            double mean = Pixels.mean(image);
            return Pixels.map(image, value -> mean + (value - mean) * factor);
        }
    },
    /** Through a JPEG of this quality, on the scale of the Independent JPEG Group. */
    JPEG(50.0, 40.0, 30.0, 20.0, 10.0) {
        @Override
        RgbImage apply(RgbImage image, double quality, SplittableRandom random) {
            return JpegRoundTrip.of(image, (float) quality / 100);
        }
    },
    /** A grey square over a share of the image, somewhere inside it. */
    OCCLUSION(0.05, 0.1, 0.2, 0.3, 0.4) {
        @Override
        RgbImage apply(RgbImage image, double share, SplittableRandom random) {
            int side = (int) Math.round(Math.sqrt(share * image.width() * image.height()));
            int width = Math.min(side, image.width());
            int height = Math.min(side, image.height());
            int left = random.nextInt(image.width() - width + 1);
            int top = random.nextInt(image.height() - height + 1);
            return Pixels.fill(image, left, top, width, height, 128);
        }
    };

    public static final int SEVERITIES = 5;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Double> strengths;

    Corruption(Double... strengths) {
        this.strengths = List.of(strengths);
    }

    abstract RgbImage apply(RgbImage image, double strength, SplittableRandom random);

    /**
     * @param severity 1 to 5
     * @return the same change for the same {@link ItemKey}; position and noise are those of the other severities
     */
    public PixelTransform at(int severity) {
        if (severity < 1 || severity > SEVERITIES)
            throw new IllegalArgumentException("severity: " + severity + ", must be 1 to " + SEVERITIES);
        double strength = strengths.get(severity - 1);
        return (image, key) -> apply(image, strength, key.random());
    }

    /** Such as {@code gaussian-noise}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
