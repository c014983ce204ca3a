package io.maskstream.model.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/** One forward pass: where parameters come from, whether statistics are learned, who watches, what is put for the masks. */
record Pass(
        ParameterStore store,
        Device device,
        boolean training,
        ActivationObserver observer,
        MaskIntervention intervention) {

    NDArray value(Parameter parameter) {
        return store.getValue(parameter, device, training);
    }
}
