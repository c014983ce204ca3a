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

    static Placement of(ResizeRule rule, Region region, Scale scale, InputShape input) {
        int width = region.width();
        int height = region.height();
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
                axis(region.x(), width, scale, scaledWidth, input.width()),
                axis(region.y(), height, scale, scaledHeight, input.height()));
    }

    /** {@code length * to / from}, rounded, at least 1. Both lengths are at most 65,535 and {@code to} 4,096. */
    private static int scaled(int length, int to, int from) {
        return (int) Math.max(1, (2L * length * to + from) / (2L * from));
    }

    private static Axis axis(int start, int length, Scale scale, int scaled, int input) {
        int begin = start * scale.eighths() % Scale.PARTS;
        return new Axis(
                begin, length * scale.eighths(), scaled, Math.max(0, (scaled - input) / 2), Math.min(scaled, input));
    }

    /** Whether nothing is scaled up, so that no pixel of the source that is left out would have been seen. */
    boolean shrinks() {
        return columns.length() >= columns.scaled() * Scale.PARTS && rows.length() >= rows.scaled() * Scale.PARTS;
    }

    boolean fills(InputShape input) {
        return columns.count() == input.width() && rows.count() == input.height();
    }
}
