package io.maskstream.stream.app;

import io.maskstream.stream.config.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What must hold of the topics, alone and against each other. Knows no brokers: judges what they said.
 *
 * @param servers for the commands that mend things
 * @param frameMaxBytes the largest frame that the pipeline decodes
 */
record TopicRules(Topics topics, String servers, long frameMaxBytes) {

    /** A dead letter is the record it came of and some headers: their names, a message of 1 KiB, a stack trace of 4 KiB. */
    static final long HEADROOM_BYTES = 64 * 1024;

    static final String INPUT_KEY = "maskstream.input.topics";
    static final String OUTPUT_KEY = "maskstream.output.topic";
    static final String DEAD_LETTER_KEY = "maskstream.dead.letter.topic";

    private static final int PARTITIONS_WHERE_NOTHING_IS_KNOWN = 3;

    /** Names of topics. */
    record Topics(List<String> inputs, String output, String deadLetter) {}

    /** @param states by name, of every topic; in order of their mention */
    List<ConfigProblem> problems(Map<String, TopicState> states) {
        List<ConfigProblem> problems = new ArrayList<>(loops());
        OptionalLong needed = deadLetterBytes(states);
        int partitions = topics.inputs().stream()
                .map(states::get)
                .mapToInt(state -> state instanceof TopicState.Present present ? present.partitions() : 0)
                .max()
                .orElse(0);
        if (partitions == 0) partitions = PARTITIONS_WHERE_NOTHING_IS_KNOWN;
        for (String input : topics.inputs())
            absent(
                    INPUT_KEY,
                    input,
                    states,
                    KafkaTool.create(servers, input, partitions, recordBytes(frameMaxBytes)),
                    problems);
        absent(OUTPUT_KEY, topics.output(), states, KafkaTool.create(servers, topics.output(), partitions), problems);
        String deadLetter = topics.deadLetter();
        absent(
                DEAD_LETTER_KEY,
                deadLetter,
                states,
                needed.isPresent()
                        ? KafkaTool.create(servers, deadLetter, partitions, needed.getAsLong())
                        : KafkaTool.create(servers, deadLetter, partitions),
                problems);
        for (String input : topics.inputs())
            if (states.get(input) instanceof TopicState.Present present && !present.mayRead())
                problems.add(notAllowed(INPUT_KEY, input, "read", "Read"));
        if (states.get(topics.output()) instanceof TopicState.Present present && !present.mayWrite())
            problems.add(notAllowed(OUTPUT_KEY, topics.output(), "write to", "Write"));
        if (states.get(deadLetter) instanceof TopicState.Present present && !present.mayWrite())
            problems.add(notAllowed(DEAD_LETTER_KEY, deadLetter, "write to", "Write"));
        if (needed.isPresent()
                && states.get(deadLetter) instanceof TopicState.Present present
                && present.maxMessageBytes() < needed.getAsLong())
            problems.add(new ConfigProblem(
                    DEAD_LETTER_KEY,
                    deadLetter,
                    "its max.message.bytes is " + present.maxMessageBytes() + ", and a dead letter of the largest frame"
                            + " that the input topics take needs " + needed.getAsLong() + ": "
                            + KafkaTool.setMaxMessageBytes(servers, deadLetter, needed.getAsLong())));
        return List.copyOf(problems);
    }

    /** What a dead letter may take; empty when no input topic says how large its records may be. */
    OptionalLong deadLetterBytes(Map<String, TopicState> states) {
        OptionalLong largest = topics.inputs().stream()
                .map(states::get)
                .filter(state -> !(state instanceof TopicState.Denied))
                .mapToLong(state -> state instanceof TopicState.Present present
                        ? present.maxMessageBytes()
                        : recordBytes(frameMaxBytes))
                .max();
        return largest.isPresent() ? OptionalLong.of(recordBytes(largest.getAsLong())) : largest;
    }

    /** Kafka's limits are 32-bit integers. */
    private static long recordBytes(long contentBytes) {
        return Math.min(contentBytes + HEADROOM_BYTES, Integer.MAX_VALUE);
    }

    private List<ConfigProblem> loops() {
        List<ConfigProblem> loops = new ArrayList<>();
        if (topics.inputs().contains(topics.output()))
            loops.add(new ConfigProblem(OUTPUT_KEY, topics.output(), "must not be one of " + INPUT_KEY));
        if (topics.inputs().contains(topics.deadLetter()) || topics.deadLetter().equals(topics.output()))
            loops.add(new ConfigProblem(
                    DEAD_LETTER_KEY, topics.deadLetter(), "must not be one of " + INPUT_KEY + ", nor " + OUTPUT_KEY));
        return loops;
    }

    private void absent(
            String key, String topic, Map<String, TopicState> states, String create, List<ConfigProblem> problems) {
        TopicState state = states.get(topic);
        if (state instanceof TopicState.Missing)
            problems.add(new ConfigProblem(key, topic, "there is no such topic; create it: " + create));
        if (state instanceof TopicState.Denied denied)
            problems.add(notAllowed(key, topic, "look at", denied.operation()));
    }

    private ConfigProblem notAllowed(String key, String topic, String what, String operation) {
        return new ConfigProblem(
                key,
                topic,
                "this client may not " + what + " the topic: let an administrator run "
                        + KafkaTool.allow(servers, topic, operation));
    }
}
