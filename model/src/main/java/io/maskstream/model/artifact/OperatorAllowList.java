package io.maskstream.model.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operators that a model may use: those of {@code aten} that compute on tensors and values, without those that read or
 * write files, storages, memory addresses, devices' streams or the process's state. Immutable.
 */
final class OperatorAllowList {

    static final OperatorAllowList INSTANCE = new OperatorAllowList();

    private static final Set<String> PRIM = Set.of(
            "NumToTensor",
            "RaiseException",
            "TimePoint",
            "TupleIndex",
            "TupleUnpack",
            "EnumName",
            "EnumValue",
            "StringIndex",
            "ModuleContainerIndex",
            "abs",
            "data",
            "device",
            "dtype",
            "index",
            "is_cpu",
            "is_cuda",
            "is_meta",
            "is_mkldnn",
            "is_mps",
            "is_nested",
            "is_quantized",
            "is_sparse",
            "is_xpu",
            "layout",
            "max",
            "min",
            "rangelist",
            "requires_grad",
            "type",
            "unchecked_cast",
            "unchecked_unwrap_optional",
            "Uninitialized");

    /** Not even as names of a model's own: {@code x.save(...)} would mean either. */
    private static final Set<String> FORBIDDEN =
            Set.of("save", "from_file", "set_", "set_data", "resize_", "resize_as_", "data_ptr", "record_stream");

    private final Set<String> aten;

    private OperatorAllowList() {
        try (InputStream in = OperatorAllowList.class.getResourceAsStream("operators.txt")) {
            aten = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean allowsAten(String name) {
        return aten.contains(name);
    }

    boolean allowsPrim(String name) {
        return PRIM.contains(name);
    }

    boolean forbids(String name) {
        return FORBIDDEN.contains(name);
    }
}
