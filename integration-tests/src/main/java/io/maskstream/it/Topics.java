package io.maskstream.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of one pipeline. */
public record Topics(String input, String output, String deadLetters, int partitions) {

    /** A dead letter is as large as its record, and carries headers besides. */
    private static final String DEAD_LETTER_BYTES = Integer.toString(2 << 20);

    /** {@code NAME-in}, {@code NAME-out} and {@code NAME-dead}; a result's timestamp is the moment of its arrival. */
    public static Topics create(String bootstrapServers, String name, int partitions) {
        return create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), name, partitions);
    }

    /** As {@link #create(String, String, int)}, by a client that has to be let in. */
    public static Topics create(Map<String, Object> client, String name, int partitions) {
        Topics topics = new Topics(name + "-in", name + "-out", name + "-dead", partitions);
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(
                            new NewTopic(topics.input, partitions, (short) 1),
                            new NewTopic(topics.output, partitions, (short) 1)
                                    .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")),
                            new NewTopic(topics.deadLetters, partitions, (short) 1)
                                    .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEAD_LETTER_BYTES))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "cannot create the topics " + topics + " at "
                            + client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were created", e);
        }
        return topics;
    }

    /** The settings by which a pipeline finds them. */
    public Map<String, String> settings() {
        return Map.of(
                "maskstream.input.topics", input,
                "maskstream.output.topic", output,
                "maskstream.dead.letter.topic", deadLetters);
    }
}
