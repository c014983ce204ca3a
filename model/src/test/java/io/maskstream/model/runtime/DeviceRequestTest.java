package io.maskstream.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRequestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            auto    | 0 | cpu
            auto    | 2 | gpu:0 gpu:1
            cpu     | 2 | cpu
            gpu     | 2 | gpu:0 gpu:1
            gpu:1   | 2 | gpu:1
            gpu:1,0 | 2 | gpu:1 gpu:0
            gpu:0,0 | 1 | gpu:0
            """)
    void choosesDevices(String text, int gpus, String devices) {
        assertThat(devices(text, OptionalInt.of(1), gpus)).containsExactly(devices.split(" "));
    }

    @Test
    void slotsOfSeveralDevicesTakeTurns() {
        List<DeviceSlot> slots = DeviceRequest.parse("gpu", OptionalInt.of(2)).slots(new FakeEngine(2), 8);
        assertThat(slots)
                .containsExactly(
                        new DeviceSlot(0, "gpu:0"),
                        new DeviceSlot(1, "gpu:1"),
                        new DeviceSlot(2, "gpu:0"),
                        new DeviceSlot(3, "gpu:1"));
    }

    @ParameterizedTest
    @CsvSource({"auto,0,1,1", "auto,0,2,1", "auto,0,8,4", "auto,0,7,4", "auto,1,8,1", "cpu,1,8,4", "gpu,2,8,2"})
    void everySecondCoreIsASlotAndEveryGpuOne(String text, int gpus, int processors, int slots) {
        DeviceRequest request = DeviceRequest.parse(text, OptionalInt.empty());
        assertThat(request.slots(new FakeEngine(gpus), processors)).hasSize(slots);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gpu     | 0 | found no GPU
            gpu:0   | 0 | found no GPU
            gpu:0,1 | 1 | found gpu:0 only
            gpu:4   | 4 | found gpu:0 to gpu:3
            """)
    void anAbsentGpuIsAnErrorThatSaysWhatWasFound(String text, int gpus, String found) {
        assertThatThrownBy(() -> devices(text, OptionalInt.empty(), gpus))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.DEVICE_UNAVAILABLE))
                .hasMessageContaining("device is " + text)
                .hasMessageContaining(found)
                .hasMessageContaining("fake engine")
                .hasMessageContaining("set device to cpu or auto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tpu", "gpu:", "gpu:a", "gpu:0,", "cpu:0", "gpu:-1"})
    void anythingElseIsNoRequest(String text) {
        assertThatThrownBy(() -> DeviceRequest.parse(text, OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    private static List<String> devices(String text, OptionalInt slots, int gpus) {
        return DeviceRequest.parse(text, slots).slots(new FakeEngine(gpus), 4).stream()
                .map(DeviceSlot::device)
                .toList();
    }
}
