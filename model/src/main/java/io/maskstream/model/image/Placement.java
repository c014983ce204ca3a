package io.maskstream.model.image;

import io.maskstream.model.InputShape;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.image.AxisWeights.Axis;

/**
 * Where a region's pixels come to lie in the model's input; the rest of the input is black.
 *
 * @param x first column of the input that is written
 * @param y first row of the input that is written
 * @param columns from the region's width
 * @param rows from the region's height
 */
record Placement(int x, int y, Axis columns, Axis rows) {

    static Placement of(ResizeRule rule, int width, int height, InputShape input) {
        // Whether the width is what limits the scale: input.width / width <= input.height / height.
        boolean widthIsTighter = (long) input.width() * height <= (long) input.height() * width;
        boolean byWidth = switch (rule) {
            case STRETCH -> true;
            case COVER -> !widthIsTighter;
            case FIT -> widthIsTighter;
        };
        int scaledWidth = input.width();
        int scaledHeight = input.height();
        if (rule != ResizeRule.STRETCH) {
            if (byWidth) scaledHeight = scaled(height, input.width(), width);
            else scaledWidth = scaled(width, input.height(), height);
        }
        return new Placement(
                Math.max(0, (input.width() - scaledWidth) / 2),
                Math.max(0, (input.height() - scaledHeight) / 2),
                axis(width, scaledWidth, input.width()),
                axis(height, scaledHeight, input.height()));
    }

    /** {@code length * to / from}, rounded, at least 1. Both lengths are at most 65,535 and {@code to} 4,096. */
    private static int scaled(int length, int to, int from) {
        return (int) Math.max(1, (2L * length * to + from) / (2L * from));
    }

    private static Axis axis(int source, int scaled, int input) {
        return new Axis(source, scaled, Math.max(0, (scaled - input) / 2), Math.min(scaled, input));
    }

    boolean fills(InputShape input) {
        return columns.count() == input.width() && rows.count() == input.height();
    }
}
