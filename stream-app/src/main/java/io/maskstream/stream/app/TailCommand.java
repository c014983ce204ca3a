package io.maskstream.stream.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskstream tail}: classifications and dead letters as they come. Joins no consumer group. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Prints one line for each classification, or dead letter, of a topic. Reads what is committed.",
            "",
            "Example: maskstream tail --bootstrap 127.0.0.1:9092 --topic labels --from-beginning --max 10"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:--max lines printed", "1:failed", "2:wrong usage", "130, 143:stopped by Ctrl-C, by SIGTERM"})
public final class TailCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--from-beginning", description = "From the oldest record on. Without it: what comes from now on.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "Ends after so many lines. Without it: on Ctrl-C.")
    private long max = Long.MAX_VALUE;

    @Option(
            names = "--json",
            description = "A JSON object a line: a classification, {\"dead_letter\":{..}} or {\"other\":{..}}.")
    private boolean json;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "For records in Confluent's format: where their schemas are.")
    private @Nullable String registry;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (max < 1)
            throw new CommandLine.ParameterException(spec.commandLine(), "--max = " + max + ": must be at least 1");
        try {
            Map<String, Object> config = client.connect();
            config.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            try (Consumer<byte[], byte[]> consumer =
                            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                    StopSignal stop = StopSignal.install(GRACE, consumer::wakeup)) {
                print(consumer, stop, new RecordLine(json, Optional.ofNullable(registry)));
            }
            return CommandLine.ExitCode.OK;
        } catch (StartupException | KafkaException e) {
            spec.commandLine().getErr().println(FailureLine.of(e));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private void print(Consumer<byte[], byte[]> consumer, StopSignal stop, RecordLine lines) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(client.topic()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            if (fromBeginning) consumer.seekToBeginning(partitions);
            else consumer.seekToEnd(partitions);
            long printed = 0;
            while (!stop.isReceived()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    out.println(lines.of(record));
                    if (++printed == max) return;
                }
                // Once a poll and not once a line; true: whoever read the lines (head, less) has gone.
                if (out.checkError()) return;
            }
        } catch (WakeupException e) {
            if (!stop.isReceived()) throw e;
        } finally {
            out.flush();
        }
    }
}
