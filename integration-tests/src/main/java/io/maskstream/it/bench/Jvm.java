package io.maskstream.it.bench;

import io.maskstream.model.image.JpegDecoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a child JVM is started. Its environment is the one that {@code bin/maskstream run} sets; it decodes JPEG as this process
 * does.
 */
final class Jvm {

    /** Of every side, in whatever language. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", "1000000000",
            "MALLOC_TRIM_THRESHOLD_", "2000000000",
            "GOMP_SPINCOUNT", "0",
            "OMP_NUM_THREADS", "1");

    private static final List<String> THREADS =
            List.of("-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1");

    /** Of a pipeline. */
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

    /** With the options of a pipeline. */
    static List<String> command(Class<?> main, String... arguments) {
        List<String> options = new ArrayList<>(OPTIONS);
        if (Runtime.getRuntime().availableProcessors() <= 2) options.add(COLLECTOR);
        return command(options, main, arguments);
    }

    /** With the JVM's defaults, but for heap and DJL's threads: as somebody who tunes nothing starts it. */
    static List<String> plain(Class<?> main, String... arguments) {
        return command(THREADS, main, arguments);
    }

    private static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(HEAP);
        for (String key : List.of("logback.configurationFile", JpegDecoding.KEY))
            if (System.getProperty(key) != null) command.add("-D" + key + "=" + System.getProperty(key));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
