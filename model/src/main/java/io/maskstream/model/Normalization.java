package io.maskstream.model;

import java.util.List;

/**
 * From a byte to a model input: {@code (value / 255 - mean) / std}, per channel in RGB order.
 *
 * @param mean of each channel, in [0,1]
 * @param std of each channel, above 0
 */
public record Normalization(List<Float> mean, List<Float> std) {

    public Normalization {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3)
            throw new IllegalArgumentException("mean and std need 3 values each, got " + mean + " and " + std);
        for (float s : std) if (!(s > 0)) throw new IllegalArgumentException("std: " + s + ", must be above 0");
    }
}
