package io.maskstream.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a running process costs. Linux only. */
record ProcessCost(long pid) {

    /** CPU time of all its threads so far; in steps of 10 ms. */
    Duration cpu() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"));
    }

    long residentBytes() throws IOException {
        return 1024 * status("VmRSS");
    }

    /** Open files and sockets. */
    long descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.count();
        }
    }

    long threads() throws IOException {
        return status("Threads");
    }

    /** The number behind a key, in whatever unit. */
    private long status(String key) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        for (String line : Files.readAllLines(status))
            if (line.startsWith(key + ":")) return Long.parseLong(line.replaceAll("\\D", ""));
        throw new IOException("no " + key + " in " + status);
    }
}
