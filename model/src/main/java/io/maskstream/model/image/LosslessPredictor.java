package io.maskstream.model.image;

/** Undoes prediction from neighbours; RFC 9649, section 4.1, with its names: left, top, top left, top right. */
final class LosslessPredictor {

    private static final int BLACK = 0xff000000;

    private LosslessPredictor() {}

    static void undo(LosslessTransform transform, int[] argb) {
        int width = transform.width();
        argb[0] = LosslessTransform.sum(argb[0], BLACK);
        for (int at = 1; at < argb.length; at++) {
            int predicted;
            if (at < width) predicted = argb[at - 1];
            else if (at % width == 0) predicted = argb[at - width];
            else
                predicted = predict(
                        (transform.block(at) >> 8) & 0xf,
                        argb[at - 1],
                        argb[at - width],
                        argb[at - width - 1],
                        argb[at - width + 1]);
            argb[at] = LosslessTransform.sum(argb[at], predicted);
        }
    }

    private static int predict(int mode, int left, int top, int topLeft, int topRight) {
        return switch (mode) {
            case 1 -> left;
            case 2 -> top;
            case 3 -> topRight;
            case 4 -> topLeft;
            case 5 -> average(average(left, topRight), top);
            case 6 -> average(left, topLeft);
            case 7 -> average(left, top);
            case 8 -> average(topLeft, top);
            case 9 -> average(top, topRight);
            case 10 -> average(average(left, topLeft), average(top, topRight));
            case 11 -> select(left, top, topLeft);
            case 12 -> addSubtractFull(left, top, topLeft);
            case 13 -> addSubtractHalf(average(left, top), topLeft);
            default -> BLACK;
        };
    }

    private static int average(int a, int b) {
        return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
    }

    /** Whichever of left and top is nearer to {@code left + top - topLeft}. */
    private static int select(int left, int top, int topLeft) {
        int toLeft = 0;
        int toTop = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            toLeft += Math.abs(channel(top, shift) - channel(topLeft, shift));
            toTop += Math.abs(channel(left, shift) - channel(topLeft, shift));
        }
        return toLeft < toTop ? left : top;
    }

    private static int addSubtractFull(int left, int top, int topLeft) {
        int color = 0;
        for (int shift = 0; shift < 32; shift += 8)
            color |= clip(channel(left, shift) + channel(top, shift) - channel(topLeft, shift)) << shift;
        return color;
    }

    private static int addSubtractHalf(int average, int topLeft) {
        int color = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int a = channel(average, shift);
            color |= clip(a + (a - channel(topLeft, shift)) / 2) << shift;
        }
        return color;
    }

    private static int channel(int argb, int shift) {
        return (argb >>> shift) & 0xff;
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
