package io.maskstream.it;

import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The broker of all tests of this JVM: started by the first that asks, stopped with the JVM. */
final class TestBroker {

    private static final AtomicInteger TOPICS = new AtomicInteger();

    private TestBroker() {}

    private static final class Holder {
        static final BrokerProcess BROKER = start();
    }

    static String bootstrapServers() {
        return Holder.BROKER.bootstrapServers();
    }

    /** Fresh topics whose names start with the given one. */
    static Topics topics(String name, int partitions) {
        return Topics.create(bootstrapServers(), name + "-" + TOPICS.incrementAndGet(), partitions);
    }

    /** Copies what it has logged so far. */
    static void keepLog(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.copy(Holder.BROKER.log(), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static BrokerProcess start() {
        try {
            // A killed application's transaction is in the way until it times out; by default that is looked for every
            // 10 s.
            BrokerProcess broker = BrokerProcess.start(new BrokerOptions(
                    256, Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
