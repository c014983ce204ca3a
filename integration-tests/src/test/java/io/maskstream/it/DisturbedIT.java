package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import io.maskstream.schemas.ClassificationSerde;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two instances under load, and what happens to them while nobody is killed: the broker restarts, one of them stands still
 * beyond max.poll.interval, the broker stands still beyond the session timeout, others join and leave.
 */
final class DisturbedIT {

    private static final int STORMS = LongForm.all() ? 10 : 2;
    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(10);
    /** Of {@link Settings}. */
    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    @ParameterizedTest
    @MethodSource("io.maskstream.it.LongForm#guarantees")
    void losesNothing(String guarantee) throws Exception {
        Models.write(models, 1, Duration.ofMillis(1));
        try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.DEFAULT)) {
            Topics topics = Topics.create(broker.bootstrapServers(), "disturbed", 6);
            Map<String, String> settings = settings(broker, topics, guarantee);
            Load load = Load.steady(broker.bootstrapServers(), topics, 150, Frames::mixed);
            try (Results results =
                    Results.committed(broker.bootstrapServers(), topics, ClassificationSerde.singleObject())) {
                Application first = applications.ready(settings);
                Application second = applications.ready(settings);
                goesOn(results, "the start", first, second);

                broker.restart();
                goesOn(results, "a restart of the broker", first, second);

                standStill(second.pid(), MAX_POLL_INTERVAL.plusSeconds(2));
                goesOn(results, "a pause of an instance", first, second);

                standStill(broker.pid(), Settings.SESSION_TIMEOUT.plusSeconds(3));
                goesOn(results, "a pause of the broker", first, second);

                for (int storm = 0; storm < STORMS; storm++) {
                    Application passing = applications.ready(settings);
                    assertThat(passing.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
                }
                goesOn(results, "rebalances", first, second);

                Map<Source, TestFrame> sent = load.finish();
                results.awaitSources(sent.size(), first, second);
                for (Application application : new Application[] {first, second})
                    assertThat(application.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
                Audit audit = Audit.of(topics, sent, results.readToEnd())
                        .everyOutcomeIsThereAndRight()
                        .inOrder();
                System.out.println(
                        guarantee + ", disturbed: 0 of " + sent.size() + " missing, " + audit.repeated() + " repeated");
                if (guarantee.equals(Settings.EXACTLY_ONCE)) audit.nothingTwice();
            }
        }
    }

    private Map<String, String> settings(BrokerProcess broker, Topics topics, String guarantee) {
        Map<String, String> settings = Settings.of(broker.bootstrapServers(), topics, models);
        settings.put("maskstream.processing.guarantee", guarantee);
        // The culprit of a batch must be found within max.poll.interval: small batches make that short.
        settings.put("maskstream.batch.max.images", "4");
        settings.put("maskstream.infer.timeout", "1500 ms");
        settings.put("kafka.max.poll.interval.ms", Long.toString(MAX_POLL_INTERVAL.toMillis()));
        return settings;
    }

    private static void goesOn(Results results, String after, Application... alive) {
        int before = results.readToEnd().sources();
        results.await("more outcomes after " + after, () -> results.sources() >= before + 300, alive);
    }

    /** SIGSTOP, and later SIGCONT. */
    private static void standStill(long pid, Duration time) throws IOException, InterruptedException {
        signal("-STOP", pid);
        try {
            Thread.sleep(time.toMillis());
        } finally {
            signal("-CONT", pid);
        }
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
        assertThat(code).as("kill " + signal + " " + pid).isZero();
    }
}
