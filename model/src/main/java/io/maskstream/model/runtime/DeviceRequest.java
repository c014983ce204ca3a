package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where models are to run: {@code auto} (every GPU that is there, else the CPU), {@code cpu}, {@code gpu} (every GPU) or
 * {@code gpu:0,1}. Immutable.
 */
public final class DeviceRequest {

    private static final String CPU = "cpu";
    private static final Pattern SYNTAX = Pattern.compile("auto|cpu|gpu|gpu:\\d{1,3}(,\\d{1,3})*");
    private static final int MAX_SLOTS = 1024;

    /** Every GPU that is there, else the CPU. */
    public static final DeviceRequest AUTO = parse("auto", OptionalInt.empty());

    /** The CPU with one slot: for tools that run one batch at a time. */
    public static final DeviceRequest ONE_CPU = parse("cpu", OptionalInt.of(1));

    private final String text;
    private final OptionalInt slotsPerDevice;

    private DeviceRequest(String text, OptionalInt slotsPerDevice) {
        this.text = text;
        this.slotsPerDevice = slotsPerDevice;
    }

    /**
     * @param text {@code auto | cpu | gpu | gpu:0,1}
     * @param slotsPerDevice batches that run at once on a device; empty: 1 on a GPU, one for every second core on the CPU
     *     (a slot is a thread; the other half decodes)
     */
    public static DeviceRequest parse(String text, OptionalInt slotsPerDevice) {
        String trimmed = text.strip();
        if (!SYNTAX.matcher(trimmed).matches())
            throw new IllegalArgumentException("device: \"" + text + "\", must be auto, cpu, gpu or gpu:0,1");
        if (slotsPerDevice.isPresent() && (slotsPerDevice.getAsInt() < 1 || slotsPerDevice.getAsInt() > MAX_SLOTS))
            throw new IllegalArgumentException(
                    "device.slots: " + slotsPerDevice.getAsInt() + ", must be 1 to " + MAX_SLOTS);
        return new DeviceRequest(trimmed, slotsPerDevice);
    }

    /** Slots of different devices take turns, so that the first slots use every device. */
    List<DeviceSlot> slots(NativeEngine engine, int processors) {
        List<String> devices = devices(engine);
        int automatic = devices.contains(CPU) ? Math.max(1, (processors + 1) / 2) : 1;
        int each = slotsPerDevice.orElse(automatic);
        List<DeviceSlot> slots = new ArrayList<>();
        for (int s = 0; s < each; s++) for (String device : devices) slots.add(new DeviceSlot(slots.size(), device));
        return List.copyOf(slots);
    }

    private List<String> devices(NativeEngine engine) {
        int gpus = engine.gpuCount();
        if (text.equals(CPU) || (text.equals("auto") && gpus == 0)) return List.of(CPU);
        if (gpus == 0) throw unavailable("no GPU", engine);
        if (!text.startsWith("gpu:"))
            return IntStream.range(0, gpus).mapToObj(DeviceRequest::gpu).toList();
        int[] asked = Arrays.stream(text.substring("gpu:".length()).split(","))
                .mapToInt(Integer::parseInt)
                .distinct()
                .toArray();
        for (int id : asked)
            if (id >= gpus) throw unavailable(gpus == 1 ? "gpu:0 only" : "gpu:0 to gpu:" + (gpus - 1), engine);
        return Arrays.stream(asked).mapToObj(DeviceRequest::gpu).toList();
    }

    private ModelException unavailable(String found, NativeEngine engine) {
        return new ModelException(
                ModelException.Kind.DEVICE_UNAVAILABLE,
                "device is " + text + ", found " + found + " (" + engine.description()
                        + "); set device to cpu or auto, or run with a CUDA build of libtorch and a GPU driver");
    }

    private static String gpu(int id) {
        return "gpu:" + id;
    }

    @Override
    public String toString() {
        return text;
    }
}
