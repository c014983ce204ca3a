package io.maskstream.model.augment;

import io.maskstream.model.data.ItemKey;

/** Which images are mirrored left to right. */
public enum Flip {
    /** None: for digits, text and whatever becomes another class. */
    NONE,
    /** Each with probability 1/2. */
    RANDOM,
    /** Every image in every second epoch, which ones begin is random: two epochs see every image both ways (Jordan 2024). */
    ALTERNATING;

    boolean flips(ItemKey key, int stream) {
        return switch (this) {
            case NONE -> false;
            case RANDOM -> key.random(stream).nextBoolean();
            case ALTERNATING -> key.coin() == ((key.epoch() & 1) == 0);
        };
    }
}
