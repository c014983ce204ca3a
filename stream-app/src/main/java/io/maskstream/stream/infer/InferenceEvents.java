package io.maskstream.stream.infer;

import io.maskstream.model.runtime.DeviceSlot;
import java.time.Duration;

/** What the workers report, on their own threads. Must return at once and never throw. */
public interface InferenceEvents {

    /** A batch came back from the model. */
    void ran(ServedModel model, Run run, Duration oldestWait);

    /** A native call did not return in time; its worker was given up. */
    void abandoned(DeviceSlot slot);

    /** A suspect was examined. */
    void examined(SuspectVerdict verdict);

    /** The model or a device is broken, or the engine has a bug; no image is to blame. The workers end. */
    void failed(Throwable cause);
}
