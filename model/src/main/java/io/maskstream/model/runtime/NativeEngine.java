package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import java.nio.file.Path;

/** The native library, as far as this package needs it: an interface, so that device code is tested without devices. */
interface NativeEngine {

    int gpuCount();

    /** Which library it is and where it comes from, for people. */
    String description();

    /**
     * @param device {@code cpu}, {@code gpu:0}, ...
     * @throws ModelException LOAD_FAILED or OUT_OF_MEMORY
     */
    NativeModule load(Path modelFile, ModelSpec spec, String device);
}
