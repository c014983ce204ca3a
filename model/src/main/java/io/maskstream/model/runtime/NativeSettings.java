package io.maskstream.model.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that DJL and the C library read once, when the engine loads. What the user has set stays. Any thread; {@link
 * #applyDefaults} must come before the first use of DJL's engine in this process.
 */
public final class NativeSettings {

    private static final String OPT_OUT_TRACKING = "OPT_OUT_TRACKING";

    private static final String INTRA_OP_THREADS = "ai.djl.pytorch.num_threads";

    // One thread a predictor and several predictors: OpenMP's spinning threads fight with everyone else's.
    private static final Map<String, String> DEFAULTS = Map.of(
            "ai.djl.pytorch.num_interop_threads", "1",
            "ai.djl.pytorch.graph_optimizer", "false");

    private static final Map<String, String> MALLOC = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", "1000000000",
            "MALLOC_TRIM_THRESHOLD_", "2000000000");

    private NativeSettings() {}

    /**
     * One intra-op and one inter-op thread, no graph optimizer (its first calls take twice as long), and no look-up of a
     * cloud's metadata address.
     */
    public static void applyDefaults() {
        applyDefaults(1);
    }

    /**
     * As {@link #applyDefaults()}, with so many intra-op threads: for training, which has the machine to itself.
     *
     * @param intraOpThreads at least 1
     */
    public static void applyDefaults(int intraOpThreads) {
        if (System.getProperty(INTRA_OP_THREADS) == null)
            System.setProperty(INTRA_OP_THREADS, String.valueOf(intraOpThreads));
        DEFAULTS.forEach((key, value) -> {
            if (System.getProperty(key) == null) System.setProperty(key, value);
        });
        if (System.getenv(OPT_OUT_TRACKING) == null && System.getProperty(OPT_OUT_TRACKING) == null)
            System.setProperty(OPT_OUT_TRACKING, "true");
    }

    /** What costs speed and can only be mended before the process starts; one sentence with its remedy each. */
    static List<String> warnings(String operatingSystem, Map<String, String> environment, int intraOpThreads) {
        List<String> warnings = new ArrayList<>();
        mallocWarning(operatingSystem, environment).ifPresent(warnings::add);
        if (intraOpThreads > 1 && !"0".equals(environment.get("GOMP_SPINCOUNT")))
            warnings.add("PyTorch runs each batch on " + intraOpThreads
                    + " threads that spin between operations and starve the others; start with"
                    + " -Dai.djl.pytorch.num_threads=1 and use device.slots instead, or set GOMP_SPINCOUNT=0");
        return List.copyOf(warnings);
    }

    private static Optional<String> mallocWarning(String operatingSystem, Map<String, String> environment) {
        String preload = environment.getOrDefault("LD_PRELOAD", "");
        if (!operatingSystem.startsWith("Linux") || preload.contains("jemalloc") || preload.contains("tcmalloc"))
            return Optional.empty();
        List<String> missing = MALLOC.entrySet().stream()
                .filter(e -> !environment.containsKey(e.getKey()))
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList();
        if (missing.isEmpty()) return Optional.empty();
        return Optional.of("The C library returns memory to the system after every batch, which makes inference up to 4"
                + " to 6 times slower; set " + String.join(" ", missing)
                + " in the environment before the start, as bin/maskstream does");
    }
}
