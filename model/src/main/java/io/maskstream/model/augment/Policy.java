package io.maskstream.model.augment;

import io.maskstream.model.image.RgbImage;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random operations on an image.
 *
 * @param kind of choice
 * @param operations of each image, at least 1; of {@link Kind#RAND}
 * @param magnitude of every one, 0 (nothing) to 30; of {@link Kind#RAND}
 */
public record Policy(Kind kind, int operations, int magnitude) {

    /** How operations and their strengths are chosen. */
    public enum Kind {
        NONE,
        /** TrivialAugment (Müller and Hutter 2021) in its wide form: one operation, its strength uniform. */
        TRIVIAL,
        /** RandAugment (Cubuk et al. 2020): so many operations, all of one strength. */
        RAND
    }

    static final Policy NONE = new Policy(Kind.NONE, 2, 9);

    private static final int LEVELS = 31;
    private static final List<Operation> OPERATIONS = List.of(Operation.values());

    public Policy {
        if (operations < 1) throw new IllegalArgumentException("operations: " + operations + ", must be at least 1");
        if (magnitude < 0 || magnitude >= LEVELS)
            throw new IllegalArgumentException("magnitude: " + magnitude + ", must be 0 to " + (LEVELS - 1));
    }

    RgbImage apply(RgbImage image, byte[] blank, SplittableRandom random) {
        return switch (kind) {
            case NONE -> image;
            case TRIVIAL -> once(image, Strength.Range.WIDE, random.nextInt(LEVELS), blank, random);
            case RAND -> {
                RgbImage changed = image;
                for (int i = 0; i < operations; i++)
                    changed = once(changed, Strength.Range.MODERATE, magnitude, blank, random);
                yield changed;
            }
        };
    }

    private static RgbImage once(
            RgbImage image, Strength.Range range, int level, byte[] blank, SplittableRandom random) {
        Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        double part = (double) level / (LEVELS - 1);
        return operation.apply(image, new Strength(range, part, random.nextBoolean()), blank);
    }
}
