package io.maskstream.model.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Which batch sizes a device really runs. Immutable.
 *
 * <p>A GPU compiles and reserves memory by shape: there batches are filled up to a power of two, or to the largest batch.
 * A CPU takes any size but one: libtorch sends single small images through NNPACK, slowly and with a warning a
 * convolution.
 */
enum Padding {
    CPU {
        @Override
        int padded(int count, int maxBatch) {
            return Math.max(2, count);
        }
    },
    GPU {
        @Override
        int padded(int count, int maxBatch) {
            if (count >= maxBatch) return count;
            int power = Integer.highestOneBit(count);
            return Math.min(maxBatch, power == count ? count : 2 * power);
        }
    };

    static Padding of(DeviceSlot slot) {
        return slot.isGpu() ? GPU : CPU;
    }

    /**
     * The size that {@code count} images run as, at least {@code count}.
     *
     * @param maxBatch images in a batch at most; a larger one runs as it is
     */
    abstract int padded(int count, int maxBatch);

    /** The powers of two below the largest batch, and the largest batch: what a warm model has seen. */
    static List<Integer> buckets(int maxBatch) {
        List<Integer> buckets = new ArrayList<>();
        for (int size = 1; size < maxBatch; size *= 2) buckets.add(size);
        buckets.add(maxBatch);
        return List.copyOf(buckets);
    }
}
