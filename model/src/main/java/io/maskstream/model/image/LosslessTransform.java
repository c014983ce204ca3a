package io.maskstream.model.image;

/**
 * One step that a lossless WebP's encoder took and that is undone here (RFC 9649, section 3.5).
 *
 * @param width of the picture that comes out
 * @param bits log2 of the block size, or of the pixels in one packed pixel
 * @param data a pixel a block, or the colour table
 */
record LosslessTransform(Kind kind, int width, int bits, int[] data) {

    enum Kind {
        PREDICTOR,
        COLOR,
        SUBTRACT_GREEN,
        COLOR_INDEXING;

        /** By its two bits in the file. */
        static Kind of(int number) {
            return switch (number) {
                case 0 -> PREDICTOR;
                case 1 -> COLOR;
                case 2 -> SUBTRACT_GREEN;
                default -> COLOR_INDEXING;
            };
        }
    }

    /**
     * @param width of the picture before the encoder took the step
     */
    static LosslessTransform read(Kind kind, BitSource in, int width, int height) throws Refusal {
        return switch (kind) {
            case PREDICTOR, COLOR -> {
                int bits = 2 + in.read(3);
                yield new LosslessTransform(
                        kind,
                        width,
                        bits,
                        EntropyImage.readData(
                                in, EntropyImage.ceilShift(width, bits), EntropyImage.ceilShift(height, bits)));
            }
            case SUBTRACT_GREEN -> new LosslessTransform(kind, width, 0, new int[0]);
            case COLOR_INDEXING -> {
                int colors = 1 + in.read(8);
                int[] table = EntropyImage.readData(in, colors, 1);
                for (int i = 1; i < colors; i++) table[i] = sum(table[i], table[i - 1]);
                int bits = colors <= 2 ? 3 : colors <= 4 ? 2 : colors <= 16 ? 1 : 0;
                yield new LosslessTransform(kind, width, bits, table);
            }
        };
    }

    /** Of the picture that goes in. */
    int packedWidth() {
        return kind == Kind.COLOR_INDEXING ? EntropyImage.ceilShift(width, bits) : width;
    }

    /** The picture as it was before the encoder's step; the array itself, or a new one. */
    int[] undo(int[] argb) {
        switch (kind) {
            case PREDICTOR -> LosslessPredictor.undo(this, argb);
            case COLOR -> undoColor(argb);
            case SUBTRACT_GREEN -> undoSubtractGreen(argb);
            case COLOR_INDEXING -> {
                return undoIndexing(argb);
            }
        }
        return argb;
    }

    /** The data's pixel for a pixel of the picture. */
    int block(int at) {
        return data[((at / width) >> bits) * EntropyImage.ceilShift(width, bits) + ((at % width) >> bits)];
    }

    /** Sum by channel, each modulo 256. */
    static int sum(int a, int b) {
        int alphaAndGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
        int redAndBlue = (a & 0x00ff00ff) + (b & 0x00ff00ff);
        return (alphaAndGreen & 0xff00ff00) | (redAndBlue & 0x00ff00ff);
    }

    private void undoColor(int[] argb) {
        for (int at = 0; at < argb.length; at++) {
            int element = block(at);
            int color = argb[at];
            int green = color >> 8;
            int red = (color >> 16) + delta(element, green);
            int blue = color + delta(element >> 8, green) + delta(element >> 16, red);
            argb[at] = (color & 0xff00ff00) | ((red & 0xff) << 16) | (blue & 0xff);
        }
    }

    /** The low bytes of both are signed, with 5 fractional bits in the factor. */
    private static int delta(int factor, int value) {
        return ((byte) factor * (byte) value) >> 5;
    }

    private static void undoSubtractGreen(int[] argb) {
        for (int at = 0; at < argb.length; at++) {
            int green = (argb[at] >> 8) & 0xff;
            argb[at] = sum(argb[at], (green << 16) | green);
        }
    }

    /** An index beyond the table is transparent black. */
    private int[] undoIndexing(int[] packed) {
        int packedWidth = packedWidth();
        int height = packed.length / packedWidth;
        int depth = 8 >> bits;
        int[] argb = new int[width * height];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++, to++) {
                int green = (packed[y * packedWidth + (x >> bits)] >> 8) & 0xff;
                int index = (green >> ((x & ((1 << bits) - 1)) * depth)) & ((1 << depth) - 1);
                argb[to] = index < data.length ? data[index] : 0;
            }
        }
        return argb;
    }
}
