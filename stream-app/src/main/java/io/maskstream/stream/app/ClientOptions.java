package io.maskstream.stream.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the brokers and the topic are, for commands that are Kafka clients themselves. */
final class ClientOptions {

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "The brokers, separated by commas.")
    private String bootstrap = "";

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "The topic. It has to be there.")
    private String topic = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties for Kafka's client, such as security.protocol.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    String topic() {
        return topic;
    }

    /** A new map that the caller may add to. Proves that the brokers answer and that the topic is there. */
    Map<String, Object> connect() {
        Properties properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--command-config = " + file + ": must be a readable properties file (" + e + ")");
            }
        }
        Map<String, Object> config = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> config.put(name, properties.getProperty(name)));
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try (Cluster cluster = Cluster.connect("--bootstrap", config)) {
            cluster.requireTopic("--topic", topic);
        }
        return config;
    }
}
