package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.maskstream.stream.config.ConfigProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopicRulesTest {

    private static final long KIB_64 = 65_536;
    private static final TopicRules RULES = rules(List.of("a", "b"), "out", "dead");

    private static TopicRules rules(List<String> inputs, String output, String deadLetter) {
        return new TopicRules(new TopicRules.Topics(inputs, output, deadLetter), "broker:9092", 10_000_000);
    }

    private static TopicState present(int partitions, long maxMessageBytes) {
        return new TopicState.Present(partitions, maxMessageBytes, true, true);
    }

    @Test
    void nothingIsWrongWhenADeadLetterHoldsTheLargestFrame() {
        assertThat(RULES.problems(Map.of(
                        "a", present(3, 1_000_000),
                        "b", present(6, 4_000_000),
                        "out", present(6, 1_000),
                        "dead", present(1, 4_000_000 + KIB_64))))
                .isEmpty();
    }

    @Test
    void aDeadLetterTopicOneByteTooSmallIsAProblemWithTheValueToSet() {
        List<ConfigProblem> problems = RULES.problems(Map.of(
                "a", present(3, 1_000_000),
                "b", present(6, 4_000_000),
                "out", present(6, 1_000),
                "dead", present(1, 4_000_000 + KIB_64 - 1)));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("maskstream.dead.letter.topic");
            assertThat(problem.value()).isEqualTo("dead");
            assertThat(problem.remedy())
                    .contains("max.message.bytes is 4065535", "needs 4065536")
                    .endsWith("kafka-configs.sh --bootstrap-server broker:9092 --alter --entity-type topics"
                            + " --entity-name dead --add-config max.message.bytes=4065536");
        });
    }

    @Test
    void whatMayBeSeenButNotUsedIsNamedWithTheCommandThatAllowsIt() {
        List<ConfigProblem> problems = RULES.problems(Map.of(
                "a", new TopicState.Present(3, 1_000_000, false, true),
                "b", present(6, 1_000_000),
                "out", new TopicState.Present(6, 1_000, true, false),
                "dead", new TopicState.Present(1, 2_000_000, true, false)));
        assertThat(problems)
                .extracting(ConfigProblem::toString)
                .containsExactly(
                        "maskstream.input.topics = a: this client may not read the topic: let an administrator run "
                                + "kafka-acls.sh --bootstrap-server broker:9092 --add --allow-principal User:NAME"
                                + " --operation Read --topic a",
                        "maskstream.output.topic = out: this client may not write to the topic: let an administrator run"
                                + " kafka-acls.sh --bootstrap-server broker:9092 --add --allow-principal User:NAME"
                                + " --operation Write --topic out",
                        "maskstream.dead.letter.topic = dead: this client may not write to the topic: let an"
                                + " administrator run kafka-acls.sh --bootstrap-server broker:9092 --add"
                                + " --allow-principal User:NAME --operation Write --topic dead");
    }

    @Test
    void everyMissingTopicIsNamedWithTheCommandThatCreatesIt() {
        List<ConfigProblem> problems = RULES.problems(Map.of(
                "a", present(6, 20_000_000),
                "b", new TopicState.Missing(),
                "out", new TopicState.Missing(),
                "dead", new TopicState.Missing()));
        assertThat(problems)
                .extracting(ConfigProblem::key, ConfigProblem::value)
                .containsExactly(
                        tuple("maskstream.input.topics", "b"),
                        tuple("maskstream.output.topic", "out"),
                        tuple("maskstream.dead.letter.topic", "dead"));
        String create = "kafka-topics.sh --bootstrap-server broker:9092 --create --topic ";
        assertThat(problems.get(0).remedy())
                .endsWith(create + "b --partitions 6 --config max.message.bytes=" + (10_000_000 + KIB_64));
        assertThat(problems.get(1).remedy()).endsWith(create + "out --partitions 6");
        assertThat(problems.get(2).remedy())
                .endsWith(create + "dead --partitions 6 --config max.message.bytes=" + (20_000_000 + KIB_64));
    }

    @Test
    void theProposedTopicsFitEachOther() {
        TopicState missing = new TopicState.Missing();
        List<ConfigProblem> problems =
                RULES.problems(Map.of("a", missing, "b", missing, "out", missing, "dead", missing));
        assertThat(problems).hasSize(4);
        long input = 10_000_000 + KIB_64;
        assertThat(problems.get(3).remedy()).contains("--partitions 3 --config max.message.bytes=" + (input + KIB_64));
        assertThat(RULES.problems(Map.of(
                        "a", present(3, input),
                        "b", present(3, input),
                        "out", present(3, 1_048_588),
                        "dead", present(3, input + KIB_64))))
                .isEmpty();
    }

    @Test
    void aMissingPermissionIsNotTakenForAMissingTopic() {
        List<ConfigProblem> problems = RULES.problems(Map.of(
                "a",
                new TopicState.Denied("Describe"),
                "b",
                new TopicState.Denied("DescribeConfigs"),
                "out",
                present(3, 1_000),
                "dead",
                present(3, 1_000)));
        // Nothing is known of the inputs' sizes, so nothing is said of the dead letters'.
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).remedy())
                .contains("kafka-acls.sh --bootstrap-server broker:9092 --add")
                .contains("--operation Describe --topic a")
                .doesNotContain("no such topic");
        assertThat(problems.get(1).remedy()).contains("--operation DescribeConfigs --topic b");
    }

    @Test
    void resultsAndDeadLettersMustNotFlowBackIn() {
        TopicState fine = present(1, 1_000_000_000);
        assertThat(rules(List.of("a"), "a", "dead").problems(Map.of("a", present(1, 1_000), "dead", fine)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("maskstream.output.topic"));
        assertThat(rules(List.of("a", "b"), "out", "b")
                        .problems(Map.of("a", present(1, 1_000), "b", present(1, 100_000), "out", fine)))
                .extracting(ConfigProblem::key)
                .contains("maskstream.dead.letter.topic");
        assertThat(rules(List.of("a"), "out", "out").problems(Map.of("a", present(1, 1_000), "out", fine)))
                .extracting(ConfigProblem::key)
                .containsExactly("maskstream.dead.letter.topic");
    }

    @Test
    void sizesStayWithinWhatKafkaCanSay() {
        assertThat(RULES.deadLetterBytes(Map.of(
                        "a", present(1, Integer.MAX_VALUE),
                        "b", present(1, 1_000),
                        "out", present(1, 1),
                        "dead", present(1, 1))))
                .hasValue(Integer.MAX_VALUE);
    }
}
