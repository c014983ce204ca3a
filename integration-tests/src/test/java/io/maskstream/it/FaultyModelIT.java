package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A predictor that throws, hangs, returns NaN or runs out of memory costs no image but the one that it fails on. */
final class FaultyModelIT {

    private static final int PARTITIONS = 2;
    private static final int FRAMES = 1_500;
    private static final int BREAKER = 700;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path models;

    /** The version changes while the first one is looking for culprits. */
    @Test
    void oneImageIsToBlame() throws Exception {
        Models.writeFaulty(models, 1, Faults.Kind.NAN);
        Topics topics = TestBroker.topics("faulty", PARTITIONS);
        Map<String, String> settings = settings(topics);
        Load load = Load.steady(topics, 300, FaultyModelIT::sometimesFaulty);
        try (Results results = Results.committed(topics)) {
            Application application = applications.ready(settings);
            results.awaitSources(300, application);
            Models.writeFaulty(models, 2, Faults.Kind.NAN);
            results.await("version 2", () -> results.versions().contains("2"), application);
            results.awaitSources(results.sources() + 300, application);
            Map<Source, TestFrame> sent = load.finish();
            results.awaitSources(sent.size(), application);
            assertThat(application.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
            Audit.of(topics, sent, results.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
        }
    }

    static Stream<Faults.Kind> forGood() {
        return LongForm.all() ? Stream.of(Faults.Kind.values()) : Stream.of(Faults.Kind.NAN);
    }

    @ParameterizedTest
    @MethodSource("forGood")
    void theModelIsToBlame(Faults.Kind kind) throws Exception {
        Models.writeFaulty(models, 1, kind);
        Topics topics = TestBroker.topics("broken", PARTITIONS);
        Map<String, String> settings = settings(topics);
        Load load = Load.of(topics, FRAMES, n -> n == BREAKER ? Faults.breaker(n) : Frames.mixed(n));
        try (Results results = Results.committed(topics)) {
            Application broken = applications.start(settings);
            assertThat(broken.waitFor(Duration.ofMinutes(2))).as("it ends").isTrue();
            assertThat(broken.exitCode()).isEqualTo(1);
            assertThat(broken.logTail()).contains("is broken, no image is to blame");

            Map<Source, TestFrame> sent = load.finish();
            results.readToEnd();
            Committed.offsets(settings).forEach((partition, offset) -> isDone(results, partition, offset));
            assertThat(results.sources()).as("stopped before the end").isLessThan(FRAMES);

            Models.write(models, 2);
            Application sound = applications.ready(settings);
            results.awaitSources(FRAMES, sound);
            assertThat(sound.terminate(Duration.ofSeconds(10))).isEqualTo(Application.STOPPED);
            Audit.of(topics, sent, results.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
        }
    }

    /** Something came of every record before a committed offset. */
    private static void isDone(Results results, TopicPartition partition, OffsetAndMetadata committed) {
        for (long offset = 0; offset < committed.offset(); offset++)
            assertThat(results.has(new Source(partition.partition(), offset)))
                    .as("%s is committed up to %d, offset %d has an outcome", partition, committed.offset(), offset)
                    .isTrue();
    }

    private Map<String, String> settings(Topics topics) {
        Map<String, String> settings = Settings.of(topics, models);
        settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
        settings.put("maskstream.infer.timeout", Faults.TIMEOUT.toMillis() + " ms");
        // A hang holds up the transaction that it falls into: once in company, once alone.
        settings.put("kafka.producer.transaction.timeout.ms", "20000");
        return settings;
    }

    /** Only one hangs: a thread that does not return is lost, and a process gives up after three. */
    private static TestFrame sometimesFaulty(long number) {
        if (number == 100) return Faults.Kind.HANGS.frame(number);
        if (number % 97 == 5) return Faults.Kind.THROWS.frame(number);
        if (number % 101 == 7) return Faults.Kind.NAN.frame(number);
        return number % 53 == 3 ? Faults.large(number) : Frames.mixed(number);
    }
}
