package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import io.maskstream.stream.app.Pipeline;
import io.maskstream.stream.app.StartupException;
import io.maskstream.stream.config.ConfigProblem;
import io.maskstream.stream.config.PipelineConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong with brokers and topics is said before the start, with a remedy that works. With a broker of its own, because
 * it has an authorizer. No model is there: who gets as far as the model has passed the checks.
 */
final class StartupChecksIT {

    private static BrokerProcess broker;
    private static Admin admin;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = BrokerProcess.start(new BrokerOptions(
                256,
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true")));
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    private List<ConfigProblem> problems(String prefix, String... settings) {
        Map<String, String> entries = new HashMap<>(Map.of(
                "maskstream.application.id",
                prefix,
                "maskstream.input.topics",
                prefix + "-in",
                "maskstream.output.topic",
                prefix + "-out",
                "maskstream.dead.letter.topic",
                prefix + "-dead",
                "maskstream.model.dir",
                folder.resolve("no-model").toString(),
                "kafka.bootstrap.servers",
                broker.bootstrapServers()));
        for (int i = 0; i < settings.length; i += 2) entries.put(settings[i], settings[i + 1]);
        PipelineConfig config = PipelineConfig.of(entries);
        StartupException refused =
                catchThrowableOfType(StartupException.class, () -> Pipeline.start(config, new SimpleMeterRegistry()));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    private static void create(String name, int partitions, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                .all()
                .get();
    }

    /** What {@code kafka-topics.sh --create} would do. */
    private static void follow(ConfigProblem problem) throws Exception {
        Matcher advice = Pattern.compile(
                        "--create --topic (\\S+) --partitions (\\d+)(?: --config max.message.bytes=(\\d+))?$")
                .matcher(problem.remedy());
        assertThat(advice.find()).as(problem.remedy()).isTrue();
        String bytes = advice.group(3);
        create(
                advice.group(1),
                Integer.parseInt(advice.group(2)),
                bytes == null ? Map.of() : Map.of("max.message.bytes", bytes));
    }

    private static void acl(String topic, AclOperation operation, AclPermissionType permission) throws Exception {
        admin.createAcls(List.of(new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission))))
                .all()
                .get();
    }

    @Test
    void missingTopicsAreNamedAtOnceAndTheAdviceMakesTopicsThatPass() throws Exception {
        List<ConfigProblem> missing = problems("missing");
        assertThat(missing)
                .extracting(ConfigProblem::key, ConfigProblem::value)
                .containsExactly(
                        tuple("maskstream.input.topics", "missing-in"),
                        tuple("maskstream.output.topic", "missing-out"),
                        tuple("maskstream.dead.letter.topic", "missing-dead"));
        for (ConfigProblem problem : missing) follow(problem);
        assertThat(problems("missing")).extracting(ConfigProblem::key).containsExactly("maskstream.model.dir");
    }

    @Test
    void aDeadLetterTopicWithTheBrokersDefaultIsTooSmallForTheInput() throws Exception {
        create("small-in", 2, Map.of());
        create("small-out", 2, Map.of("max.message.bytes", "1000"));
        create("small-dead", 1, Map.of());
        assertThat(problems("small")).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("maskstream.dead.letter.topic");
            assertThat(problem.remedy()).endsWith("--entity-name small-dead --add-config max.message.bytes=1114124");
        });
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, "small-dead"),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", "1114124"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        assertThat(problems("small")).extracting(ConfigProblem::key).containsExactly("maskstream.model.dir");
    }

    @Test
    void whatTheOperatorSetTooSmallIsNamedBesideTheRest() throws Exception {
        create("limit-in", 1, Map.of());
        create("limit-dead", 1, Map.of("max.message.bytes", "2000000"));
        assertThat(problems("limit", "kafka.producer.max.request.size", "1048576"))
                .extracting(ConfigProblem::key, ConfigProblem::value)
                .containsExactly(
                        tuple("maskstream.output.topic", "limit-out"),
                        tuple("kafka.producer.max.request.size", "1048576"));
    }

    @Test
    void aMissingPermissionIsNamedAsSuch() throws Exception {
        for (String topic : List.of("denied-in", "denied-out", "denied-dead"))
            create(topic, 1, Map.of("max.message.bytes", "2000000"));
        acl("denied-out", AclOperation.DESCRIBE, AclPermissionType.DENY);
        // A topic with an entry allows only what its entries allow: the settings stay closed.
        acl("denied-dead", AclOperation.DESCRIBE, AclPermissionType.ALLOW);
        List<ConfigProblem> denied = problems("denied");
        assertThat(denied).extracting(ConfigProblem::value).containsExactly("denied-out", "denied-dead");
        assertThat(denied.get(0).remedy())
                .contains("may not look at the topic")
                .endsWith("--operation Describe --topic denied-out");
        assertThat(denied.get(1).remedy()).endsWith("--operation DescribeConfigs --topic denied-dead");
    }
}
