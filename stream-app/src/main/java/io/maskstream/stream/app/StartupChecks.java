package io.maskstream.stream.app;

import io.maskstream.stream.config.ConfigProblem;
import io.maskstream.stream.config.PipelineConfig;
import io.maskstream.stream.config.Standalone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What Kafka Streams would find out late or never: brokers that do not answer, topics that are not there (the producer waits
 * for them for a minute, then the task starts over, for ever), frames that do not fit into a dead letter. For one thread.
 */
final class StartupChecks {

    static final String BOOTSTRAP_KEY = "kafka.bootstrap.servers";

    private StartupChecks() {}

    /**
     * Asks the brokers, and raises the producer's limits in {@code streams} where dead letters need it and the operator did
     * not set them.
     *
     * @param streams as the pipeline will run with them
     * @throws StartupException with every problem at once; a broker that does not answer is the only one then
     */
    static void run(PipelineConfig config, Properties streams) {
        Standalone standalone = config.standalone();
        TopicRules.Topics topics =
                new TopicRules.Topics(standalone.inputTopics(), standalone.outputTopic(), config.deadLetterTopic());
        TopicRules rules = new TopicRules(
                topics, standalone.bootstrapServers(), config.imageLimits().maxBytes());
        Map<String, TopicState> states = ask(topics, streams);
        List<ConfigProblem> problems = new ArrayList<>(rules.problems(states));
        OptionalLong needed = rules.deadLetterBytes(states);
        if (needed.isPresent()) problems.addAll(ProducerSizes.fit(streams, config.kafka(), needed.getAsLong()));
        if (!problems.isEmpty()) throw new StartupException(problems);
    }

    private static Map<String, TopicState> ask(TopicRules.Topics topics, Properties streams) {
        Map<String, Object> admin;
        try {
            admin = new StreamsConfig(streams).getAdminConfigs("maskstream-startup");
        } catch (ConfigException e) {
            throw new StartupException(new ConfigProblem("kafka.*", "", FailureLine.of(e)), e);
        }
        Set<String> names = new LinkedHashSet<>(topics.inputs());
        names.add(topics.output());
        names.add(topics.deadLetter());
        Map<String, TopicState> states = new LinkedHashMap<>();
        try (Cluster cluster = Cluster.connect(BOOTSTRAP_KEY, admin)) {
            names.forEach(name -> states.put(name, cluster.topic(name)));
        }
        return states;
    }
}
