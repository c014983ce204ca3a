package io.maskstream.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The quickstart's topics. */
final class Topics {

    static final String FRAMES = "frames";
    static final String LABELS = "labels";
    static final String DEAD_LETTERS = "frames.dead-letters";

    static final int FRAME_BYTES = 1 << 20;
    /** A dead letter is its record with headers. */
    static final int DEAD_LETTER_BYTES = FRAME_BYTES + (128 << 10);

    private static final long TIMEOUT_SECONDS = 30;

    private Topics() {}

    static void create(String bootstrapServers) throws InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(topic(FRAMES, FRAME_BYTES, "CreateTime"));
        // The broker's clock when the result is there: with the capture time it gives the whole latency.
        topics.add(topic(LABELS, FRAME_BYTES, "LogAppendTime"));
        topics.add(topic(DEAD_LETTERS, DEAD_LETTER_BYTES, "LogAppendTime"));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(topics).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new QuickstartException("the topics cannot be created: " + e, e);
        }
    }

    private static NewTopic topic(String name, int maxMessageBytes, String timestampType) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestampType);
        // With --forever the disk must not fill.
        config.put(TopicConfig.RETENTION_MS_CONFIG, "600000");
        config.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 << 20));
        return new NewTopic(name, CameraPlan.CAMERAS, (short) 1).configs(config);
    }
}
