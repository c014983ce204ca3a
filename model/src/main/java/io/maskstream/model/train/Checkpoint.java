package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskstream.model.network.NetworkParameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run is made of between two steps, in one npz file: weights and buffers, velocities, averages, and the
 * {@link Position} as JSON. The learning rate, the order and the augmentation follow from the position. For the training
 * thread, gradient mode off.
 */
final class Checkpoint {

    private static final String POSITION = "position";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    /** The live arrays of these are what is saved and restored. */
    Checkpoint(List<NetworkParameter> parameters, NesterovSgd optimizer, Ema ema) {
        for (NetworkParameter p : parameters)
            arrays.put("weights__" + p.name(), p.parameter().getArray());
        optimizer.state().forEach((name, array) -> arrays.put("velocity__" + name, array));
        ema.state().forEach((name, array) -> arrays.put("average__" + name, array));
    }

    /** Replaces the file as a whole or not at all. */
    void write(Path file, Position position) {
        NDManager owner = arrays.values().iterator().next().getManager();
        try (NDManager scope = owner.newSubManager()) {
            byte[] json = JSON.writeValueAsBytes(position);
            NDArray positionArray = scope.create(ByteBuffer.wrap(json), new Shape(json.length), DataType.UINT8);
            NDList list = new NDList();
            positionArray.setName(POSITION);
            list.add(positionArray);
            arrays.forEach((name, array) -> {
                array.setName(name);
                list.add(array);
            });
            AtomicFile.write(file, out -> list.encode(out, NDList.Encoding.NPZ));
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Sets every array to what the file says.
     *
     * @throws TrainingException when the file is damaged or of another network
     */
    Position restore(Path file) {
        NDManager owner = arrays.values().iterator().next().getManager();
        try (NDManager scope = owner.newSubManager()) {
            Map<String, NDArray> saved = read(file, scope);
            NDArray json = saved.remove(POSITION);
            if (json == null) throw damaged(file, "has no position", null);
            if (!saved.keySet().equals(arrays.keySet())) throw damaged(file, "holds another network's arrays", null);
            saved.forEach((name, array) -> {
                NDArray target = arrays.get(name);
                if (target == null || !target.getShape().equals(array.getShape()))
                    throw damaged(file, "has " + name + " of shape " + array.getShape(), null);
            });
            saved.forEach((name, array) -> array.copyTo(arrays.get(name)));
            return JSON.readValue(json.toByteArray(), Position.class);
        } catch (IOException e) {
            throw damaged(file, "has no readable position", e);
        }
    }

    /** Arrays by name, attached to the scope. */
    static Map<String, NDArray> read(Path file, NDManager scope) {
        try {
            NDList list = NDList.decode(scope, Files.readAllBytes(file));
            Map<String, NDArray> named = new HashMap<>();
            for (NDArray array : list) named.put(array.getName(), array);
            return named;
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static TrainingException damaged(Path file, String what, @Nullable Throwable cause) {
        String message = "checkpoint " + file + " " + what + "; start the run again in a new folder";
        return cause == null ? new TrainingException(message) : new TrainingException(message, cause);
    }
}
