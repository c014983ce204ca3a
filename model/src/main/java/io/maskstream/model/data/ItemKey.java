package io.maskstream.model.data;

import java.util.SplittableRandom;

/**
 * Which item, in which epoch of which run: all that randomness may depend on, so that a resumed run sees what the
 * uninterrupted one would have seen.
 *
 * @param seed of the run
 * @param epoch from 0
 * @param index in the data set
 */
public record ItemKey(long seed, int epoch, int index) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A fresh source of random numbers for this item in this epoch. */
    public SplittableRandom random() {
        return random(0);
    }

    /** One of several independent sources: who draws more or less from one does not move the others. */
    public SplittableRandom random(int stream) {
        long item = mix(mix(mix(seed) ^ (epoch + 1) * GOLDEN) ^ (index + 1) * GOLDEN);
        return new SplittableRandom(item ^ mix(stream));
    }

    /** The same in every epoch. */
    public boolean coin() {
        return (mix(mix(seed) ^ (index + 1) * GOLDEN) & 1) == 0;
    }

    static SplittableRandom ofEpoch(long seed, int epoch) {
        return new SplittableRandom(mix(mix(seed) ^ (epoch + 1) * GOLDEN));
    }

    /** Stafford's variant 13 of the MurmurHash3 finaliser, as SplitMix64 uses it. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
