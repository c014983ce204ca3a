package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.artifact.ModelArtifact;
import java.util.List;

/**
 * The native engine and its devices, behind one interface so that TorchScript can be replaced. Safe for many threads.
 */
public interface ModelRuntime extends AutoCloseable {

    /** The slots asked for, at least one; fixed for the life of the runtime. */
    List<DeviceSlot> slots();

    /**
     * Loads a verified artifact onto every device of the slots. Neither warmed nor checked against its samples yet.
     *
     * @throws ModelException {@code LOAD_FAILED}, {@code OUT_OF_MEMORY} or {@code INVALID_ARTIFACT}
     */
    LoadedModel load(ModelArtifact artifact);

    /** Idempotent; loaded models are closed by whoever loaded them. */
    @Override
    void close();
}
