package io.maskstream.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * {@code bin/maskstream run} in a child process: its configuration a file, its log a file, its health asked over HTTP.
 * For one thread.
 */
public final class Application implements AutoCloseable {

    /** The exit code of one that SIGTERM has stopped. */
    public static final int STOPPED = 143;

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int LOG_LINES = 80;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String name;
    private final int port;
    private final Path log;
    private final Process process;

    private Application(String name, int port, Path log, Process process) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts the process and returns at once.
     *
     * @param name of its files in the folder
     * @param settings keys and values of the configuration file; the HTTP port is chosen here
     * @param javaOptions of the JVM, such as {@code -Xmx512m}
     */
    public static Application start(
            Distribution distribution, String name, Path folder, Map<String, String> settings, String javaOptions)
            throws IOException {
        Files.createDirectories(folder);
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.putIfAbsent(
                "kafka.state.dir", folder.resolve(name + "-state").toString());
        Path config = folder.resolve(name + ".properties");
        try (Writer out = Files.newBufferedWriter(config, UTF_8)) {
            properties.store(out, null);
        }
        int port = freePort();
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        distribution.program().toString(),
                        "run",
                        "--config",
                        config.toString(),
                        "--set",
                        "maskstream.http.port=" + port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MASKSTREAM_JAVA_OPTS", javaOptions);
        return new Application(name, port, log, builder.start());
    }

    /** Returns when {@code /readyz} answers 200. */
    public Application awaitReady() {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (status("/readyz") != 200) {
            if (waitFor(LOOK_AGAIN))
                throw failed("ended with exit code " + process.exitValue() + " before it was ready");
            if (System.nanoTime() > end) throw failed("was not ready within " + START_TIMEOUT.toMinutes() + " minutes");
        }
        return this;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** -1 while nobody answers. */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return -1;
        }
    }

    /** What {@code /readyz}, {@code /metrics} or the like says. */
    public String body(String path) {
        try {
            return get(path).body();
        } catch (IOException e) {
            throw failed("does not answer " + path + ": " + e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** SIGKILL: no shutdown hook runs. */
    public void kill() {
        process.destroyForcibly();
        if (!waitFor(Duration.ofSeconds(30))) throw failed("survived SIGKILL");
    }

    /**
     * SIGTERM.
     *
     * @return the exit code
     */
    public int terminate(Duration timeout) {
        process.destroy();
        if (!waitFor(timeout)) throw failed("did not end within " + timeout.toMillis() + " ms of SIGTERM");
        return process.exitValue();
    }

    /** Every thread's stack into its log; for whoever has to find out why it stands still. */
    public void dumpThreads() throws IOException {
        if (!process.isAlive()) return;
        Process signal = new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start();
        try {
            if (!signal.waitFor(5, TimeUnit.SECONDS)) signal.destroyForcibly();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        // The JVM writes the dump in its own time.
        waitFor(Duration.ofSeconds(2));
    }

    /** @return whether it ended */
    public boolean waitFor(Duration timeout) {
        try {
            return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** -1 while it runs. */
    public int exitCode() {
        return process.isAlive() ? -1 : process.exitValue();
    }

    public List<String> log() {
        try {
            // Not readAllLines: a killed process may leave half a character.
            return new String(Files.readAllBytes(log), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines of its log, and where the rest is. */
    public String logTail() {
        List<String> lines = log();
        return log + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }

    /** Ends it, if it still runs, without ceremony. */
    @Override
    public void close() {
        kill();
    }

    private IllegalStateException failed(String what) {
        return new IllegalStateException("application " + name + " " + what + "; the end of its log, " + logTail());
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for the application", e);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
