package io.maskstream.model.augment;

/**
 * How much an operation changes.
 *
 * @param range of the policy
 * @param level part of the range, in [0,1]
 * @param negative which way, for operations that have two
 */
record Strength(Range range, double level, boolean negative) {

    /** The strongest values. */
    enum Range {
        /** TrivialAugment's. Translation in pixels. */
        WIDE(0.99, 135, 0.99, 2) {
            @Override
            double translation(int side) {
                return 32;
            }
        },
        /** RandAugment's. Translation relative to the side. */
        MODERATE(0.3, 30, 0.9, 4) {
            @Override
            double translation(int side) {
                return side * 150 / 331.0;
            }
        };

        private final double shear;
        private final double degrees;
        private final double enhancement;
        private final int bits;

        Range(double shear, double degrees, double enhancement, int bits) {
            this.shear = shear;
            this.degrees = degrees;
            this.enhancement = enhancement;
            this.bits = bits;
        }

        abstract double translation(int side);
    }

    double shear() {
        return signed(range.shear);
    }

    double radians() {
        return signed(range.degrees) * Math.PI / 180;
    }

    /** In whole pixels. */
    int translation(int side) {
        return (int) Math.round(signed(range.translation(side)));
    }

    /** 1: as it is; below 1 towards the degenerate image, above 1 away from it. */
    double factor() {
        return 1 + signed(range.enhancement);
    }

    /** Bits kept of each channel, 8: all. */
    int bits() {
        return (int) Math.round(8 - level * (8 - range.bits));
    }

    /** Values from here on are inverted, 256: none. */
    int threshold() {
        return (int) Math.round(256 * (1 - level));
    }

    private double signed(double most) {
        return negative ? -level * most : level * most;
    }
}
