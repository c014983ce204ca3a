package io.maskstream.it.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.maskstream.model.runtime.NativeSettings;
import java.io.IOException;

/** The matrix product that a core does fastest; one thread. */
final class PeakLoop {

    private static final int SIZE = 512;

    /** Floating point operations of one product. */
    static final double FLOPS = 2.0 * SIZE * SIZE * SIZE;

    private PeakLoop() {}

    /** Answers {@code matmul N} with nanoseconds. */
    public static void main(String[] args) throws IOException {
        NativeSettings.applyDefaults();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray a = manager.randomUniform(0, 1, new Shape(SIZE, SIZE));
            NDArray b = manager.randomUniform(0, 1, new Shape(SIZE, SIZE));
            Answers.answer(words -> {
                long start = System.nanoTime();
                for (int i = Integer.parseInt(words[1]); i > 0; i--) a.matMul(b).close();
                return String.valueOf(System.nanoTime() - start);
            });
        }
    }
}
