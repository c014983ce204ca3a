package io.maskstream.stream.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the topics that the pipeline writes to are still there. Streams says nothing when one is deleted: its
 * producer waits for the topic, and with it the task. Safe for many threads; owns one thread and an admin client.
 *
 * <p>What cannot be found out, because the brokers do not answer or do not allow it, stays as it was.
 */
final class TopicWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Admin admin;
    private final List<String> topics;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "maskstream-topics");
        created.setDaemon(true);
        return created;
    });
    private volatile List<String> missing = List.of();

    private TopicWatch(Admin admin, List<String> topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /** @param admin closed with the watch */
    static TopicWatch start(Admin admin, List<String> topics) {
        TopicWatch watch = new TopicWatch(admin, topics);
        ScheduledFuture<?> unused = watch.thread.scheduleWithFixedDelay(
                watch::lookSafely, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Topics that were not there when the brokers were last asked. */
    List<String> missing() {
        return missing;
    }

    /** A schedule ends with the first exception. */
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("cannot look for the topics that are written to; tried again");
        }
    }

    /** Asks once. */
    void look() {
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            String topic = answer.getKey();
            boolean isGone = missing.contains(topic);
            try {
                TopicDescription unused = answer.getValue().get(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                isGone = false;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) isGone = true;
            } catch (TimeoutException e) {
                // Not known: as before.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (isGone) gone.add(topic);
        }
        if (!gone.equals(missing) && gone.isEmpty()) log.atInfo().log("topics that are written to are there again");
        else if (!gone.equals(missing))
            log.atWarn().addKeyValue("missing", gone).log("topics that are written to are gone");
        missing = List.copyOf(gone);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
