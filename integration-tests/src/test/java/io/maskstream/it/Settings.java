package io.maskstream.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The configuration that the tests start from. */
final class Settings {

    static final String AT_LEAST_ONCE = "at_least_once";
    static final String EXACTLY_ONCE = "exactly_once_v2";

    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    private Settings() {}

    /**
     * Timeouts are short, because a killed process is in the way until they pass.
     *
     * @param models as for {@link Models#write}
     */
    static Map<String, String> of(String bootstrapServers, Topics topics, Path models) {
        Map<String, String> settings = new TreeMap<>(topics.settings());
        settings.put("maskstream.application.id", topics.input());
        settings.put("maskstream.model.dir", models.resolve(Models.NAME).toString());
        settings.put("maskstream.model.poll.interval", "200 ms");
        settings.put(
                "maskstream.crash.journal.dir", models.resolve("crash-journal").toString());
        settings.put("maskstream.device", "cpu");
        settings.put("maskstream.batch.max.images", "16");
        settings.put("maskstream.commit.interval", "500 ms");
        settings.put("kafka.bootstrap.servers", bootstrapServers);
        settings.put("kafka.num.stream.threads", "2");
        settings.put("kafka.session.timeout.ms", Long.toString(SESSION_TIMEOUT.toMillis()));
        settings.put("kafka.heartbeat.interval.ms", "500");
        settings.put("kafka.producer.transaction.timeout.ms", "8000");
        return settings;
    }

    static Map<String, String> of(Topics topics, Path models) {
        return of(TestBroker.bootstrapServers(), topics, models);
    }
}
