package io.maskstream.model.runtime;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.ScriptGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** libtorch through DJL. Safe for many threads. */
final class TorchEngine implements NativeEngine {

    private final Engine engine;

    private TorchEngine(Engine engine) {
        this.engine = engine;
    }

    /**
     * Loads the native library, once a process.
     *
     * @throws ModelException DEVICE_UNAVAILABLE when there is none
     */
    static TorchEngine load() {
        NativeSettings.applyDefaults();
        try {
            return new TorchEngine(Engine.getEngine(PtEngine.ENGINE_NAME));
        } catch (EngineException e) {
            throw new ModelException(
                    Kind.DEVICE_UNAVAILABLE,
                    "PyTorch's native library cannot be loaded (" + e.getMessage() + rootOf(e)
                            + "); put pytorch-native-cpu on the class path, or set PYTORCH_LIBRARY_PATH to the lib"
                            + " directory of an installed libtorch; it is unpacked into DJL_CACHE_DIR (by default"
                            + " ~/.djl.ai), which must have room for it",
                    e);
        }
    }

    /** DJL's own message does not say that the disk is full, only what it was about to do. */
    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) root = root.getCause();
        return root == e ? "" : ": " + root;
    }

    @Override
    public int gpuCount() {
        return engine.getGpuCount();
    }

    @Override
    public String description() {
        return "PyTorch " + engine.getVersion() + " from " + LibUtils.getLibtorchPath();
    }

    List<String> warnings() {
        return NativeSettings.warnings(System.getProperty("os.name", ""), System.getenv(), JniUtils.getNumThreads());
    }

    @Override
    public NativeModule load(Path modelFile, ModelSpec spec, String device) {
        ScriptGate.require(modelFile);
        String what = modelFile + " does not load on " + device;
        Model model = Model.newInstance(spec.name(), Device.fromName(device), PtEngine.ENGINE_NAME);
        try {
            // Archives remember the device that they were saved from.
            model.load(modelFile, null, Map.of("mapLocation", "true"));
            PtSymbolBlock block = (PtSymbolBlock) model.getBlock();
            JniUtils.enableInferenceMode(block);
            return new TorchModule(model, block, spec);
        } catch (IOException | MalformedModelException | RuntimeException | OutOfMemoryError e) {
            model.close();
            throw NativeFailure.of(e, Kind.LOAD_FAILED, what);
        }
    }
}
