package io.maskstream.it.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a child JVM is started: with the options and the environment that {@code bin/maskstream run} sets. */
final class Jvm {

    /** Of every side, in whatever language. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", "1000000000",
            "MALLOC_TRIM_THRESHOLD_", "2000000000",
            "GOMP_SPINCOUNT", "0",
            "OMP_NUM_THREADS", "1");

    static final List<String> OPTIONS = List.of(
            "-Djava.awt.headless=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-Dai.djl.pytorch.graph_optimizer=false",
            "-DOPT_OUT_TRACKING=true",
            "-XX:Tier4InvocationThreshold=30000",
            "-XX:Tier4CompileThreshold=60000");

    /** Of a machine with one or two cores. */
    static final String COLLECTOR = "-XX:+UseSerialGC";

    static final String HEAP = "-Xmx1g";

    private Jvm() {}

    static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        if (Runtime.getRuntime().availableProcessors() <= 2) command.add(COLLECTOR);
        command.add(HEAP);
        command.add("-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
