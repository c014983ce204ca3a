package io.maskstream.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker (KRaft, combined mode) in a child JVM on free loopback ports, its data in a temporary folder. For
 * the quickstart and for tests; one client cluster of one node, nothing is replicated.
 *
 * <p>Not safe for several threads. The class path of this JVM must hold {@code kafka_2.13}.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final String READY_LINE = "Kafka Server started";

    private final TemporaryFolder temporary;
    private final Path folder;
    private final int port;
    private final int heapMegabytes;
    private final List<String> format;
    private final String clusterId = Uuid.randomUuid().toString();
    private Process process;

    private BrokerProcess(BrokerOptions options) throws IOException {
        temporary = TemporaryFolder.create("maskstream-broker-");
        folder = temporary.path();
        try {
            port = freePort();
            heapMegabytes = options.heapMegabytes();
            format = options.format();
            writeServerProperties(options, freePort());
            process = launch(true);
        } catch (IOException | RuntimeException e) {
            temporary.close();
            throw e;
        }
    }

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @throws IOException when it does not start; the message holds the end of its log
     */
    public static BrokerProcess start(BrokerOptions options) throws IOException {
        return new BrokerProcess(options);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The broker's log; gone after {@link #close()}. */
    public Path log() {
        return folder.resolve("broker.log");
    }

    /** Stops the broker as an operator would; its data stays. */
    public void stop() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write(BrokerMain.STOP);
            pipe.flush();
            awaitExit();
        } catch (IOException e) {
            // It ended before, or it does not listen.
            kill();
        }
    }

    /** SIGKILL; its data stays. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Starts the broker again on the same port and data. */
    public void restart() throws IOException {
        if (process.isAlive()) stop();
        process = launch(false);
    }

    /** Stops the broker and deletes its data. Idempotent. */
    @Override
    public void close() {
        stop();
        temporary.close();
    }

    private void awaitExit() {
        boolean interrupted = false;
        long end = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (process.isAlive()) {
            try {
                if (process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) break;
                process.destroyForcibly();
                end = System.nanoTime() + STOP_TIMEOUT.toNanos();
            } catch (InterruptedException e) {
                interrupted = true;
                process.destroyForcibly();
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private Process launch(boolean isNew) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // Ctrl-C, a closed terminal or a service manager reaches the whole process group. The parent stops
                // first
                // and then its broker, so the child must not hear it; an ignored signal stays ignored over exec.
                "/bin/sh", "-c", "trap '' HUP INT TERM; exec \"$@\"", "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=io/maskstream/deploy/broker-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                folder.resolve("server.properties").toString()));
        if (isNew) {
            command.add(clusterId);
            command.addAll(format);
        }
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        CountDownLatch ready = new CountDownLatch(1);
        Thread reader = new Thread(() -> copyLog(started, ready), "broker-log");
        reader.setDaemon(true);
        reader.start();
        awaitReady(started, ready);
        return started;
    }

    private void awaitReady(Process started, CountDownLatch ready) throws IOException {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        try {
            while (!ready.await(100, TimeUnit.MILLISECONDS)) {
                if (started.isAlive() && System.nanoTime() < end) continue;
                String late = started.isAlive() ? " within " + START_TIMEOUT.toSeconds() + " s" : "";
                started.destroyForcibly().onExit().join();
                throw new IOException("the Kafka broker did not start" + late + "; the end of its log:\n" + logTail());
            }
        } catch (InterruptedException e) {
            // It must be gone before its folder is deleted.
            started.destroyForcibly().onExit().join();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the Kafka broker was starting", e);
        }
    }

    private void copyLog(Process from, CountDownLatch ready) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(from.getInputStream(), UTF_8));
                BufferedWriter out =
                        Files.newBufferedWriter(log(), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                if (line.contains(READY_LINE)) ready.countDown();
            }
        } catch (IOException e) {
            // The log went with its folder or its process; nobody reads it any more.
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log(), UTF_8) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }

    private void writeServerProperties(BrokerOptions options, int controllerPort) throws IOException {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty(
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", folder.resolve("data").toString());
        // A missing topic must be an error, as in production.
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "3");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "3");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
        options.properties().forEach(p::setProperty);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("server.properties"), UTF_8)) {
            p.store(out, null);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
