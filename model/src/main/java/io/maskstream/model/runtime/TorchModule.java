package io.maskstream.model.runtime;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import io.maskstream.model.InputShape;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import io.maskstream.model.ModelSpec;
import java.nio.ByteBuffer;

/**
 * A TorchScript module. Calls go straight to {@code forward} in inference mode: DJL's Predictor would do the same with an
 * input that outlives a failed call.
 */
final class TorchModule implements NativeModule {

    private final Model model;
    private final PtSymbolBlock block;
    private final ModelSpec spec;
    private final boolean optimizeGraph = Boolean.getBoolean("ai.djl.pytorch.graph_optimizer");

    TorchModule(Model model, PtSymbolBlock block, ModelSpec spec) {
        this.model = model;
        this.block = block;
        this.spec = spec;
    }

    @Override
    public void forward(ByteBuffer images, int batch, int count, float[] logits) {
        // libtorch keeps this setting by thread.
        JniUtils.setGraphExecutorOptimize(optimizeGraph);
        InputShape in = spec.input();
        Shape shape = new Shape(batch, in.channels(), in.height(), in.width());
        // A manager of its own: every array of the call is freed with it.
        try (NDManager call = model.getNDManager().newSubManager()) {
            PtNDArray input = (PtNDArray) call.create(images, shape, DataType.FLOAT32);
            try (IValue argument = IValue.from(input);
                    IValue output = block.forward(argument)) {
                read(output, (PtNDManager) call, batch, count, logits);
            }
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            throw NativeFailure.of(e, Kind.INFERENCE_FAILED, name() + " fails on a batch of " + batch);
        }
    }

    private void read(IValue output, PtNDManager call, int batch, int count, float[] logits) {
        if (!output.isTensor()) throw wrongOutput("a " + output.getType(), batch);
        PtNDArray tensor = output.toTensor(call);
        if (!tensor.getShape().equals(new Shape(batch, spec.classes())) || tensor.getDataType() != DataType.FLOAT32)
            throw wrongOutput(tensor.getDataType() + " " + tensor.getShape(), batch);
        // A view of the native memory on the CPU, a copy from a GPU.
        tensor.toByteBuffer(true).asFloatBuffer().get(logits, 0, count * spec.classes());
    }

    private ModelException wrongOutput(String actual, int batch) {
        return new ModelException(
                Kind.INVALID_ARTIFACT,
                name() + " gives " + actual + " for a batch of " + batch + ", must be float32 (" + batch + ", "
                        + spec.classes() + "): one logit for each label of the manifest");
    }

    private String name() {
        return "model " + spec.name() + "/" + spec.version();
    }

    @Override
    public void close() {
        model.close();
    }
}
