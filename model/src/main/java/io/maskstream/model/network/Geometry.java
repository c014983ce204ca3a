package io.maskstream.model.network;

import ai.djl.ndarray.types.Shape;

/** A square convolution's geometry; padded so that stride 1 keeps the map's size. */
record Geometry(int kernel, int stride, int dilation, int groups) {

    static Geometry square(int kernel) {
        return new Geometry(kernel, 1, 1, 1);
    }

    static Geometry of(Branch branch) {
        return square(branch.kernel()).dilated(branch.dilation());
    }

    Geometry strided(int value) {
        return new Geometry(kernel, value, dilation, groups);
    }

    Geometry dilated(int value) {
        return new Geometry(kernel, stride, value, groups);
    }

    Geometry grouped(int value) {
        return new Geometry(kernel, stride, dilation, value);
    }

    Shape strideShape() {
        return new Shape(stride, stride);
    }

    Shape dilationShape() {
        return new Shape(dilation, dilation);
    }

    Shape paddingShape() {
        int padding = dilation * (kernel - 1) / 2;
        return new Shape(padding, padding);
    }
}
