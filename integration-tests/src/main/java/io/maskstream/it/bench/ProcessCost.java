package io.maskstream.it.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a running application costs, and a program run as it runs. Linux only. */
final class ProcessCost {

    private static final String MAIN = "io.maskstream.deploy.Main";

    private final long pid;

    ProcessCost(long pid) {
        this.pid = pid;
    }

    /** CPU time of all its threads so far; in steps of 10 ms. */
    Duration cpu() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"));
    }

    /** Resident memory at its highest. */
    long peakMemoryBytes() throws IOException {
        for (String line : Files.readAllLines(proc("status")))
            if (line.startsWith("VmHWM:")) return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        throw new IOException("no VmHWM in " + proc("status"));
    }

    /**
     * Runs another main class with the very options and environment that this process has.
     *
     * @param classPath before the application's own
     * @return what it printed
     */
    String runLike(Class<?> main, String classPath, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(read("cmdline"));
        command = new ArrayList<>(command.subList(0, command.indexOf(MAIN)));
        int path = command.indexOf("-cp") + 1;
        command.set(path, classPath + ":" + command.get(path));
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        for (String entry : read("environ")) {
            String[] nameAndValue = entry.split("=", 2);
            if (nameAndValue.length == 2) builder.environment().put(nameAndValue[0], nameAndValue[1]);
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new IOException(main.getSimpleName() + " failed: " + command);
        return printed;
    }

    private List<String> read(String file) throws IOException {
        return Arrays.stream(new String(Files.readAllBytes(proc(file)), UTF_8).split("\0"))
                .toList();
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
