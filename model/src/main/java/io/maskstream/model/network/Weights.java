package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every parameter and buffer of a network under its PyTorch name: the neutral form of a model, kept as NumPy's {@code
 * .npz}. Immutable as far as its tensors are left alone; any thread.
 */
public final class Weights {

    private final Map<String, Tensor> tensors;

    /** @param tensors by name; their order is kept */
    public Weights(Map<String, Tensor> tensors) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /**
     * @throws IllegalArgumentException when there is no such tensor
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) throw new IllegalArgumentException("weights: " + name + " is missing");
        return tensor;
    }

    /** Reads float32 arrays from an {@code .npz}. */
    public static Weights read(Path npz) throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = Files.newInputStream(npz)) {
            return of(NDList.decode(manager, in));
        }
    }

    /** Writes an {@code .npz}; entries carry the time of writing. */
    public void write(Path npz) throws IOException {
        try (NDManager manager = NDManager.newBaseManager();
                OutputStream out = Files.newOutputStream(npz)) {
            toArrays(manager).encode(out, NDList.Encoding.NPZ);
        }
    }

    /**
     * Copies named arrays.
     *
     * @throws IllegalArgumentException when an array has no name or is not float32
     */
    public static Weights of(NDList arrays) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (NDArray array : arrays) {
            String name = array.getName();
            if (name == null) throw new IllegalArgumentException("weights: an array has no name");
            if (array.getDataType() != DataType.FLOAT32)
                throw new IllegalArgumentException(
                        "weights: " + name + " is " + array.getDataType() + ", must be FLOAT32");
            tensors.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray()));
        }
        return new Weights(tensors);
    }

    /** New arrays on the manager, named. */
    public NDList toArrays(NDManager manager) {
        NDList arrays = new NDList(tensors.size());
        tensors.forEach((name, tensor) -> {
            NDArray array = manager.create(tensor.values(), new Shape(tensor.shape()));
            array.setName(name);
            arrays.add(array);
        });
        return arrays;
    }
}
