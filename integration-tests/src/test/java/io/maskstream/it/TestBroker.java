package io.maskstream.it;

import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The broker of all tests of this JVM: started by the first that asks, stopped with the JVM. A child process, or with
 * {@code -Dmaskstream.it.broker=container} a container; the tests tagged {@value #CONTAINER} run against both.
 */
final class TestBroker {

    static final String CONTAINER = "container";

    // A killed application's transaction is in the way until it times out; by default that is looked for every 10 s.
    private static final Map<String, String> PROPERTIES =
            Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static @Nullable Started started;

    private TestBroker() {}

    /** What tests want of either. */
    interface Started {

        String bootstrapServers();

        /** What it has logged so far. */
        String log() throws IOException;
    }

    /** Skips the test that asks where there is no Docker for its container: see {@link ContainerBroker}. */
    static String bootstrapServers() {
        return broker().bootstrapServers();
    }

    /** Fresh topics whose names start with the given one. */
    static Topics topics(String name, int partitions) {
        return Topics.create(bootstrapServers(), name + "-" + TOPICS.incrementAndGet(), partitions);
    }

    /** Writes what it has logged so far into a file; nothing when it never started. */
    static synchronized void keepLog(Path file) throws IOException {
        if (started == null) return;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, started.log());
    }

    private static synchronized Started broker() {
        if (started == null)
            started = System.getProperty("maskstream.it.broker", "").equals(CONTAINER)
                    ? ContainerBroker.start(PROPERTIES)
                    : process();
        return started;
    }

    private static Started process() {
        try {
            BrokerProcess broker = BrokerProcess.start(new BrokerOptions(256, PROPERTIES));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
            return new Started() {
                @Override
                public String bootstrapServers() {
                    return broker.bootstrapServers();
                }

                @Override
                public String log() throws IOException {
                    return Files.readString(broker.log());
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
