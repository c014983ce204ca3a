package io.maskstream.stream.app;

import io.maskstream.stream.config.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The producer's own limits on a record, which must let the largest dead letter pass. */
final class ProducerSizes {

    private static final List<String> LIMITS =
            List.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ProducerConfig.BUFFER_MEMORY_CONFIG);

    private static final Map<String, Object> DEFAULTS =
            ProducerConfig.configDef().defaultValues();

    private ProducerSizes() {}

    /**
     * Raises in {@code streams} what the operator did not set; what he did set is judged.
     *
     * @param given what the operator wrote, without the prefix {@code kafka.}
     * @param neededBytes of the largest record
     */
    static List<ConfigProblem> fit(Properties streams, Map<String, String> given, long neededBytes) {
        Map<String, Object> producer = new StreamsConfig(streams).getProducerConfigs("maskstream-startup");
        List<ConfigProblem> problems = new ArrayList<>();
        for (String limit : LIMITS) {
            String key = StreamsConfig.producerPrefix(limit);
            String set = given.containsKey(key) ? key : limit;
            String value = String.valueOf(producer.getOrDefault(limit, DEFAULTS.get(limit)));
            if (isAtLeast(value, neededBytes)) continue;
            if (given.containsKey(set))
                problems.add(new ConfigProblem(
                        "kafka." + set,
                        value,
                        "a dead letter of the largest frame that the input topics take needs at least " + neededBytes
                                + "; set that, or remove the key"));
            else streams.setProperty(key, Long.toString(neededBytes));
        }
        return problems;
    }

    private static boolean isAtLeast(String value, long neededBytes) {
        try {
            return Long.parseLong(value) >= neededBytes;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
