package io.maskstream.stream.commit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.streams.KafkaStreams;

/** Which kafka-streams is on the class path, and whether its internals are the ones that were tested. */
public record StreamsVersion(String version) {

    static final String TESTED = "4.0.x to 4.3.x";

    private static final Pattern TESTED_PATTERN = Pattern.compile("4\\.[0-3]\\.\\d+(-.*)?");
    private static final String RESOURCE = "/kafka/kafka-streams-version.properties";

    /** As the jar of kafka-streams says. */
    public static StreamsVersion running() {
        Properties properties = new Properties();
        try (InputStream in = KafkaStreams.class.getResourceAsStream(RESOURCE)) {
            if (in != null) properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of kafka-streams cannot be read", e);
        }
        return new StreamsVersion(properties.getProperty("version", "unknown").trim());
    }

    /**
     * Whether {@code KafkaStreams.close} takes a member without {@code group.instance.id} out of its group when it is told to
     * (4.2 and later). Before, its partitions would rest for the session timeout, unless its consumer leaves by itself.
     */
    public boolean leavesGroupWhenAsked() {
        return !version.matches("4\\.[01]\\..*");
    }

    /** @throws UnsupportedStreamsException when records could be lost with this version */
    public void requireTested() {
        if (!TESTED_PATTERN.matcher(version).matches())
            throw new UnsupportedStreamsException(
                    "kafka-streams " + version + ": this version of Maskstream drains before"
                            + " commits through internals of Kafka Streams that were tested with " + TESTED
                            + " only; put such a version on the class path");
    }
}
