package io.maskstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code bin/maskstream} with arguments, in a child process; its output in files of a folder. For one thread. */
final class Command implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Process process;
    private final Path out;
    private final Path err;
    private final Path temporary;

    private Command(Process process, Path out, Path err, Path temporary) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.temporary = temporary;
    }

    /**
     * Starts it and returns at once.
     *
     * @param folder for its output, and for its temporary files in a folder of their own
     * @param javaHome the JDK that runs it
     */
    static Command start(Path folder, Path javaHome, List<String> arguments) throws IOException {
        // A shell that starts a build in the background has it ignore SIGINT, and every child would inherit that.
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
        line.add(Distribution.located().program().toString());
        line.addAll(arguments);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("MASKSTREAM_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        return new Command(builder.start(), out, err, temporary);
    }

    /** With the JDK of this test. */
    static Command start(Path folder, String... arguments) throws IOException {
        return start(folder, Path.of(System.getProperty("java.home")), List.of(arguments));
    }

    /** @return the exit code */
    int waitFor() throws IOException, InterruptedException {
        if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
            throw new IllegalStateException("still running after " + TIMEOUT.toSeconds() + " s:\n" + err());
        return process.exitValue();
    }

    /** Of {@code kill}, such as {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) throw new IllegalStateException("kill -" + name + " " + process.pid() + " ended with " + code);
    }

    /** Processes that it has started. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    String out() throws IOException {
        return Files.readString(out, UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, UTF_8);
    }

    /** Where it makes its temporary files. */
    Path temporary() {
        return temporary;
    }

    /** Ends it, if it still runs, without ceremony. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
