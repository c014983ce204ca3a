package io.maskstream.it;

import java.util.stream.Stream;

/** Which of the fault tests run: in CI one of each fault, with {@code -Dmaskstream.faults=all} each under both guarantees. */
final class LongForm {

    private LongForm() {}

    static boolean all() {
        return System.getProperty("maskstream.faults", "").equals("all");
    }

    /** For {@code @MethodSource}. */
    static Stream<String> guarantees() {
        return all() ? Stream.of(Settings.AT_LEAST_ONCE, Settings.EXACTLY_ONCE) : Stream.of(Settings.EXACTLY_ONCE);
    }
}
