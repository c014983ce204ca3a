package io.maskstream.model.augment;

import io.maskstream.model.InputShape;
import io.maskstream.model.data.ItemKey;
import io.maskstream.model.image.Region;
import java.util.SplittableRandom;

/**
 * Mixing of a batch's images and labels in pairs, by a share that is drawn once a batch from Beta(alpha, alpha).
 *
 * @param kind of mixing
 * @param alpha in [0.1,4]; 1: uniform
 * @param share of the batches that are mixed, in [0,1]
 */
public record Mixing(Kind kind, float alpha, float share) {

    /** What is mixed. */
    public enum Kind {
        NONE,
        /** Pixel by pixel (Zhang et al. 2018). */
        MIXUP,
        /** A rectangle of the other image (Yun et al. 2019). */
        CUTMIX
    }

    static final Mixing NONE = new Mixing(Kind.NONE, 1, 0.5f);

    private static final int STREAM = 6;

    public Mixing {
        if (!(alpha >= 0.1f && alpha <= 4))
            throw new IllegalArgumentException("alpha: " + alpha + ", must be in [0.1,4]");
        if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share: " + share + ", must be in [0,1]");
    }

    /**
     * How one batch is mixed.
     *
     * @param seed of the run
     * @param epoch from 0
     * @param step of the epoch, from 0
     */
    public Mix draw(long seed, int epoch, int step, InputShape input) {
        SplittableRandom random = new ItemKey(seed, epoch, step).random(STREAM);
        if (kind == Kind.NONE || random.nextDouble() >= share) return Mix.NONE;
        double own = beta(random);
        return kind == Kind.MIXUP ? new Mix.Blend((float) own) : paste(own, input, random);
    }

    /** The rectangle's centre is anywhere; what lies outside is cut off, and the labels follow the area that is left. */
    private static Mix paste(double own, InputShape input, SplittableRandom random) {
        double side = Math.sqrt(1 - own);
        int halfWidth = (int) (input.width() * side) / 2;
        int halfHeight = (int) (input.height() * side) / 2;
        int x = random.nextInt(input.width());
        int y = random.nextInt(input.height());
        int left = Math.max(0, x - halfWidth);
        int top = Math.max(0, y - halfHeight);
        int right = Math.min(input.width(), x + halfWidth);
        int bottom = Math.min(input.height(), y + halfHeight);
        return new Mix.Paste(new Region(left, top, right - left, bottom - top), input);
    }

    /** Jöhnk's algorithm (1964). */
    private double beta(SplittableRandom random) {
        while (true) {
            double x = StrictMath.pow(random.nextDouble(), 1 / alpha);
            double y = StrictMath.pow(random.nextDouble(), 1 / alpha);
            if (x + y > 0 && x + y <= 1) return x / (x + y);
        }
    }
}
