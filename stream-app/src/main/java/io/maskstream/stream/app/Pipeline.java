package io.maskstream.stream.app;

import io.maskstream.model.ModelException;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.stream.FailurePolicy;
import io.maskstream.stream.ImageClassification;
import io.maskstream.stream.config.ConfigProblem;
import io.maskstream.stream.config.InvalidConfigException;
import io.maskstream.stream.config.OutputFormat;
import io.maskstream.stream.config.PipelineConfig;
import io.maskstream.stream.lifecycle.ModelUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole pipeline of a configuration, running: input topics, classification, output topic. Safe for many threads. Who
 * starts it closes it.
 *
 * <p>When it fails for good it stops classifying and says why in {@link #failure()}; the process should then close it and end
 * with an error. Nothing is committed past a frame that was not dealt with, so a restart goes on from there.
 */
public final class Pipeline implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final String STEP = "classify";
    private static final Duration FAILURE_POLL = Duration.ofMillis(250);

    private final ImageClassification classification;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final Duration closeTimeout;
    private final boolean leavesGroup;
    private final FailurePolicy failures = new FailurePolicy();
    private final TopicWatch topics;
    private final Readiness readiness = new Readiness(InstantSource.system());
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean closing;

    private Pipeline(
            PipelineConfig config, Properties properties, ImageClassification classification, MeterRegistry registry) {
        this.classification = classification;
        this.streams = new KafkaStreams(topology(config, classification.processor(STEP)), properties);
        this.metrics = new KafkaStreamsMetrics(streams);
        this.closeTimeout = config.shutdownDrain();
        this.leavesGroup = !isStaticMember(properties);
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener(readiness);
        metrics.bindTo(registry);
        topics = TopicWatch.start(
                Admin.create(new StreamsConfig(properties).getAdminConfigs("maskstream-topics")),
                List.of(config.standalone().outputTopic(), config.deadLetterTopic()));
    }

    /**
     * Checks brokers, topics and sizes, loads and warms the model, and starts to classify. Takes seconds.
     *
     * @param registry gets the meters, Kafka's among them, as long as the pipeline is open
     * @throws StartupException with every problem at once, in words for the operator
     * @throws io.maskstream.stream.config.InvalidConfigException when a key is missing that only a whole pipeline needs
     */
    public static Pipeline start(PipelineConfig config, MeterRegistry registry) {
        Properties properties = StreamsProperties.of(config, ImageClassification.streamsDefaults());
        StartupChecks.run(config, properties);
        ImageClassification classification = open(config, registry);
        Pipeline pipeline;
        try {
            pipeline = new Pipeline(config, properties, classification, registry);
        } catch (RuntimeException e) {
            classification.close();
            throw cannotStart(e);
        }
        try {
            pipeline.streams.start();
            return pipeline;
        } catch (RuntimeException e) {
            pipeline.close();
            throw cannotStart(e);
        }
    }

    /** A warm model serves, Streams runs or is in a rebalance that follows on running, and nothing has failed for good. */
    public boolean isReady() {
        return notReady().isEmpty();
    }

    /** Why nothing is classified any more and the process has to end; empty while all is well. */
    public Optional<Throwable> failure() {
        Optional<Throwable> failure = failures.failure().or(classification::failure);
        if (failure.isEmpty() && !closing && streams.state().hasCompletedShutdown())
            return Optional.of(new IllegalStateException("Kafka Streams has stopped: " + streams.state()));
        return failure;
    }

    /** Returns when the pipeline has failed for good, or is closed. */
    public void awaitEnd() throws InterruptedException {
        // The engine may fail while no thread of Streams has anything to do with it: it is looked at, too.
        while (failure().isEmpty() && !closed.await(FAILURE_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            // Looks again.
        }
    }

    /** Its model and its engine. Closed with the pipeline. */
    public ImageClassification classification() {
        return classification;
    }

    /**
     * Finishes and commits the frames in flight, at most for {@code shutdown.drain}, leaves the consumer group (with static
     * membership it stays, for the restart) and frees the models. Idempotent; a second caller waits for the first.
     */
    @Override
    public synchronized void close() {
        if (closed.getCount() == 0) return;
        closing = true;
        if (!closeStreams())
            log.atWarn().log("frames in flight were not finished within shutdown.drain; a restart reads them again");
        topics.close();
        metrics.close();
        classification.close();
        closed.countDown();
    }

    /** Why it is not ready; empty when it is. */
    List<String> notReady() {
        List<String> reasons = new ArrayList<>();
        failure().ifPresent(failure -> reasons.add("failed: " + FailureLine.of(failure)));
        if (closing) reasons.add("stopping");
        if (classification.serving().isEmpty()) reasons.add("no model is serving");
        readiness.reason().ifPresent(reasons::add);
        for (String topic : topics.missing())
            reasons.add("topic " + topic + " is gone: nothing is committed until it is there again");
        return List.copyOf(reasons);
    }

    static Topology topology(
            PipelineConfig config, FixedKeyProcessorSupplier<byte[], byte[], Classification> classify) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(config.standalone().inputTopics(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .processValues(classify, Named.as(STEP))
                .to(config.standalone().outputTopic(), Produced.with(Serdes.ByteArray(), serde(config)));
        return builder.build();
    }

    private static ClassificationSerde serde(PipelineConfig config) {
        return config.outputFormat() == OutputFormat.JSON ? ClassificationSerde.json() : ClassificationSerde.of(config);
    }

    private static ImageClassification open(PipelineConfig config, MeterRegistry registry) {
        try {
            return ImageClassification.of(config, registry);
        } catch (ModelUnavailableException e) {
            throw cannotOpen("maskstream.model.dir", config.modelDir().toString(), e);
        } catch (ModelException e) {
            throw cannotOpen("maskstream.device", config.device(), e);
        } catch (InvalidConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw cannotOpen("configuration", "", e);
        }
    }

    private static StartupException cannotOpen(String key, String value, Exception e) {
        return new StartupException(new ConfigProblem(key, value, FailureLine.of(e)), e);
    }

    private static RuntimeException cannotStart(RuntimeException e) {
        return e instanceof KafkaException
                ? new StartupException(new ConfigProblem("kafka.*", "", FailureLine.of(e)), e)
                : e;
    }

    /** Without leaving, the group waits for the session timeout before others take over the partitions. */
    @SuppressWarnings("deprecation") // Its successor came with Kafka Streams 4.2.
    private boolean closeStreams() {
        return streams.close(
                new KafkaStreams.CloseOptions().timeout(closeTimeout).leaveGroup(leavesGroup));
    }

    private static boolean isStaticMember(Properties properties) {
        return properties.stringPropertyNames().stream().anyMatch(key -> key.endsWith("group.instance.id"));
    }
}
