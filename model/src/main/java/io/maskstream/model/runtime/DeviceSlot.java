package io.maskstream.model.runtime;

/**
 * A place where one batch runs at a time. A device may have several.
 *
 * @param index position in {@link ModelRuntime#slots()}
 * @param device {@code cpu}, {@code gpu:0}, ...
 */
public record DeviceSlot(int index, String device) {

    public boolean isGpu() {
        return device.startsWith("gpu");
    }
}
