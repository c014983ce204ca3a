package io.maskstream.stream.app;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskstream produce}: image files as frames of one source. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        description = {
            "Sends image files to a topic as ImageFrame records of one source. The source id is the record's key, a running"
                    + " number the frame id, the file's path the attribute \"file\".",
            "",
            "Example: maskstream produce --bootstrap 127.0.0.1:9092 --topic frames --source cam-1 --rate 5 images/"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all sent and acknowledged",
            "1:failed",
            "2:wrong usage",
            "130, 143:stopped by Ctrl-C, by SIGTERM"
        })
public final class ProduceCommand implements Callable<Integer> {

    /** Whether the topic takes a frame is the topic's affair, not this client's. */
    private static final int MAX_REQUEST_BYTES = 256 * 1024 * 1024;

    private static final Duration FLUSH = Duration.ofSeconds(10);

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(
            names = "--source",
            required = true,
            paramLabel = "ID",
            description = "The camera that the frames are said to be of.")
    private String source = "";

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Frames a second. Without it: as fast as the brokers acknowledge.")
    private double rate = Double.POSITIVE_INFINITY;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "How often all of it is sent; 0: until Ctrl-C. Without it: once.")
    private int repeat = 1;

    @Option(names = "--json", description = "The summary as one line: {\"bytes\",\"failed\",\"seconds\",\"sent\"}.")
    private boolean json;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Image files, and folders that hold them.")
    private List<Path> paths = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!(rate > 0)) throw usage("--rate = " + rate + ": must be above 0");
        if (repeat < 0) throw usage("--repeat = " + repeat + ": must be 0 or more");
        List<Path> files;
        try {
            files = ImageFiles.under(paths);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        try (StopSignal stop = StopSignal.install(FLUSH.plusSeconds(1), () -> {})) {
            long start = System.nanoTime();
            Acknowledgements acknowledgements = send(files, stop, start);
            return report(acknowledgements, (System.nanoTime() - start) / 1e9);
        } catch (StartupException | KafkaException | UncheckedIOException e) {
            spec.commandLine().getErr().println(FailureLine.of(e));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Acknowledgements send(List<Path> files, StopSignal stop, long start) {
        Map<String, Object> config = client.connect();
        config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MAX_REQUEST_BYTES);
        FileFrames frames = new FileFrames(client.topic(), source, InstantSource.system());
        Acknowledgements acknowledgements = new Acknowledgements();
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            long number = 0;
            boolean stopped = false;
            for (int round = 0; (repeat == 0 || round < repeat) && !stopped; round++)
                for (Path file : files) {
                    // By the count and not by the frame before, so that what is late is made up for.
                    Duration due = Duration.ofNanos((long) (number / rate * 1e9));
                    stopped = stop.await(due.minusNanos(System.nanoTime() - start));
                    if (stopped) break;
                    ProducerRecord<byte[], byte[]> record = frames.record(file, number++);
                    Future<RecordMetadata> unused = producer.send(
                            record, (metadata, failure) -> acknowledgements.count(record.value().length, failure));
                }
        } finally {
            if (stop.isReceived()) producer.close(FLUSH);
            else producer.close();
        }
        return acknowledgements;
    }

    private int report(Acknowledgements result, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        if (json)
            out.println(JsonLine.of(Map.of(
                    "sent", result.sent(), "failed", result.failed(), "bytes", result.bytes(), "seconds", seconds)));
        else
            out.println(String.format(
                    Locale.ROOT,
                    "%d frames sent to %s, %d failed, %.1f MiB in %.1f s",
                    result.sent(),
                    client.topic(),
                    result.failed(),
                    result.bytes() / 1048576.0,
                    seconds));
        out.flush();
        result.firstFailure()
                .ifPresent(failure -> spec.commandLine().getErr().println("first failure: " + FailureLine.of(failure)));
        return result.failed() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
