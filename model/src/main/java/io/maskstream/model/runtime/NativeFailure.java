package io.maskstream.model.runtime;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import java.util.List;
import java.util.Locale;

/** What a native library throws, as a {@link ModelException}: libtorch tells running out of memory by its text only. */
final class NativeFailure {

    private static final List<String> OUT_OF_MEMORY = List.of(
            "out of memory", "can't allocate memory", "cannot allocate memory", "not enough memory", "alloc_failed");

    private static final int MAX_MESSAGE = 500;

    private NativeFailure() {}

    /** @param otherwise the kind of anything but a lack of memory */
    static ModelException of(Throwable failure, Kind otherwise, String what) {
        Kind kind = isOutOfMemory(failure) ? Kind.OUT_OF_MEMORY : otherwise;
        return new ModelException(kind, what + ": " + summary(failure), failure);
    }

    private static boolean isOutOfMemory(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof OutOfMemoryError) return true;
            String message = t.getMessage();
            if (message == null) continue;
            String text = message.toLowerCase(Locale.ROOT);
            if (OUT_OF_MEMORY.stream().anyMatch(text::contains)) return true;
        }
        return false;
    }

    /** TorchScript puts its traceback first and the reason last; other errors have the reason on the first line. */
    private static String summary(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) return failure.toString();
        List<String> lines =
                message.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        String line = lines.stream()
                .filter(l -> l.startsWith("RuntimeError:"))
                .reduce((a, b) -> b)
                .orElse(lines.isEmpty() ? failure.toString() : lines.get(0));
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "...";
    }
}
