package io.maskstream.stream.quarantine;

import io.maskstream.model.ModelSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Child JVMs with this one's Java, class path and settings of the native engine, and a small heap. Safe for many threads.
 */
public final class ChildJvms implements Examiners {

    /** Loading libtorch from a cold disk takes many seconds. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final List<String> OPTIONS = List.of(
            "-Xms32m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            // Standard output is for the answers.
            "-XX:+DisplayVMOutputToStderr",
            "-Djava.awt.headless=true");
    /** Those of the native engine, of the log, and of the folder that it may unpack libraries to. */
    private static final List<String> INHERITED = List.of(
            "ai.djl.",
            "DJL_",
            "PYTORCH_",
            "ENGINE_",
            "OPT_OUT_TRACKING",
            "logback.",
            "maskstream.log.",
            "java.io.tmpdir");

    private final Path modelDir;
    private final String device;
    private final Path crashReport;

    /**
     * @param modelDir as for {@link io.maskstream.model.artifact.ModelFolder}
     * @param device one of the runtime's
     * @param folder where the JVM's own report of the last crash goes, {@code child-crash.log}
     */
    public ChildJvms(Path modelDir, String device, Path folder) {
        this.modelDir = modelDir;
        this.device = device;
        this.crashReport = folder.resolve("child-crash.log");
    }

    @Override
    public Examiner open(ModelSpec spec, String sha256) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-XX:ErrorFile=" + crashReport);
        if (Runtime.version().feature() >= 24)
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        for (Map.Entry<Object, Object> property : System.getProperties().entrySet())
            if (INHERITED.stream().anyMatch(property.getKey().toString()::startsWith))
                command.add("-D" + property.getKey() + "=" + property.getValue());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName()));
        command.addAll(List.of(modelDir.toString(), spec.version(), sha256, device));
        return ChildJvm.start(command, START);
    }
}
