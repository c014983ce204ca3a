package io.maskstream.model.artifact;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import io.maskstream.model.ModelException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * NumPy archives through DJL's encoder, on arrays in Java memory: no native engine is loaded, so that a manifest and its
 * samples can be inspected before anything native starts.
 */
final class Npz {

    private Npz() {}

    static void write(OutputStream out, Map<String, Tensor> arrays) throws IOException {
        NDList list = new NDList(arrays.size());
        arrays.forEach((name, tensor) -> {
            NDArray array = PassthroughNDManager.INSTANCE.create(
                    FloatBuffer.wrap(tensor.data()), new Shape(tensor.shape()), DataType.FLOAT32);
            array.setName(name);
            list.add(array);
        });
        list.encode(out, NDList.Encoding.NPZ);
    }

    /** @throws ModelException INVALID_ARTIFACT when the file is not an archive of float32 arrays with names */
    static Map<String, Tensor> read(Path file) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (NDArray array : NDList.decode(PassthroughNDManager.INSTANCE, in)) {
                String name = array.getName();
                if (name == null || array.getDataType() != DataType.FLOAT32)
                    throw Invalid.file(
                            file,
                            "array " + name + " is " + array.getDataType() + ", every array needs a name and float32");
                FloatBuffer values = array.toByteBuffer(false).rewind().asFloatBuffer();
                float[] data = new float[values.remaining()];
                values.get(data);
                result.put(name, new Tensor(array.getShape().getShape(), data));
            }
        } catch (IOException
                | IllegalArgumentException
                | ArithmeticException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            throw Invalid.file(file, "is not a readable npz archive (" + e + "); export the model again", e);
        } catch (OutOfMemoryError e) {
            // A header may declare any size, whatever the length of the file.
            throw Invalid.file(file, "declares arrays that do not fit into memory; export the model again", e);
        }
        return result;
    }
}
