package io.maskstream.deploy;

import java.util.Arrays;
import java.util.Random;

/** What a bad cable or a full disk does to an image; none of these can be decoded. */
enum Corruption {
    CUT_OFF {
        @Override
        byte[] apply(byte[] image) {
            return Arrays.copyOf(image, image.length / 2);
        }
    },
    HEADER_ONLY {
        @Override
        byte[] apply(byte[] image) {
            return Arrays.copyOf(image, 12);
        }
    },
    GARBAGE {
        @Override
        byte[] apply(byte[] image) {
            byte[] garbage = new byte[image.length];
            new Random(image.length).nextBytes(garbage);
            return garbage;
        }
    };

    private static final Corruption[] ALL = values();

    /** Every camera has one frame in so many. */
    static final int PERIOD = 50;

    static Corruption of(long number) {
        return ALL[(int) (number % ALL.length)];
    }

    abstract byte[] apply(byte[] image);
}
