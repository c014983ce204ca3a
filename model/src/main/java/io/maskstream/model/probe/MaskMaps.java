package io.maskstream.model.probe;

import ai.djl.ndarray.types.Shape;
import io.maskstream.model.InputShape;

/** For each image of a batch the mean of all blocks' input masks, over branches and groups, in the input's size. */
final class MaskMaps {

    private final InputShape input;
    private float[][] sums = new float[0][];
    private int blocks;

    MaskMaps(InputShape input) {
        this.input = input;
    }

    /** A block's masks [B, branches * groups, H, W]; those of another shape have no map. */
    void add(Shape shape, float[] masks) {
        if (shape.dimension() != 4) return;
        int count = Math.toIntExact(shape.get(0));
        int channels = Math.toIntExact(shape.get(1));
        int height = Math.toIntExact(shape.get(2));
        int width = Math.toIntExact(shape.get(3));
        blocks++;
        if (sums.length == 0) sums = new float[count][input.height() * input.width()];
        for (int i = 0; i < count; i++) {
            float[] map = new float[height * width];
            for (int c = 0; c < channels; c++)
                for (int p = 0; p < map.length; p++) map[p] += masks[(i * channels + c) * map.length + p] / channels;
            float[] enlarged = PixelOrder.enlarge(map, height, width, input.height(), input.width());
            for (int p = 0; p < enlarged.length; p++) sums[i][p] += enlarged[p];
        }
    }

    float[] of(int image) {
        float[] map = sums[image].clone();
        for (int p = 0; p < map.length; p++) map[p] /= blocks;
        return map;
    }
}
