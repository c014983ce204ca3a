package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maskstream.stream.config.ConfigTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as a shell sees them: arguments, exit codes, what is printed where. */
final class CommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = config(Map.of());
    }

    private Path config(Map<String, String> changes) throws IOException {
        Map<String, String> entries = new HashMap<>(Configs.STANDALONE);
        entries.putAll(changes);
        return Files.writeString(
                folder.resolve("pipeline.properties"),
                entries.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n")));
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void whatThePipelineMustBeAllowedIsPrintedAsCommands() {
        assertThat(run(new ConfigCommand(), "acls", "--config", file.toString(), "--principal", "User:cams"))
                .isZero();
        String begin = "kafka-acls.sh --bootstrap-server 127.0.0.1:9092 --add --allow-principal User:cams --operation ";
        assertThat(out.toString().lines())
                .containsExactly(
                        begin + "Read --operation DescribeConfigs --topic frames",
                        begin + "Write --operation DescribeConfigs --topic labels",
                        begin + "Write --operation DescribeConfigs --topic dead",
                        begin + "Read --group app");
        out.getBuffer().setLength(0);
        assertThat(run(
                        new ConfigCommand(),
                        "acls",
                        "--json",
                        "--config",
                        file.toString(),
                        "--set",
                        "maskstream.processing.guarantee=exactly_once_v2"))
                .isZero();
        assertThat(out.toString().lines())
                .hasSize(5)
                .last()
                .asString()
                .contains("\"transactional-id\"", "\"app-\"", "\"prefixed\"", "[\"Write\"]");
    }

    @Test
    void aValidConfigurationIsPrintedSecretsMasked() {
        int code = run(
                new ConfigCommand(),
                "check",
                "--config",
                file.toString(),
                "--set",
                "maskstream.http.token=hunter2",
                "--set",
                "kafka.sasl.jaas.config=secret=yes");
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("maskstream.input.topics = frames", "maskstream.topk = 5", "maskstream.http.token = [hidden]")
                .doesNotContain("hunter2", "secret=yes");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        assertThat(run(new ConfigCommand(), "check", "--json", "--config", file.toString()))
                .isZero();
        JsonNode valid = new JsonMapper().readTree(out.toString());
        assertThat(valid.path("valid").asBoolean()).isTrue();
        assertThat(valid.path("effective").path("maskstream.topk").asText()).isEqualTo("5");
    }

    @Test
    void aWrongFileIsAFailureAWrongFlagIsWrongUsage() throws IOException {
        String wrong = config(Map.of("maskstream.topk", "0", "maskstream.inptu.topics", "x"))
                .toString();
        assertThat(run(new ConfigCommand(), "check", "--json", "--config", wrong))
                .isEqualTo(1);
        JsonNode problems = new JsonMapper().readTree(out.toString()).path("problems");
        assertThat(problems).hasSize(2);
        assertThat(problems.findValuesAsText("remedy").toString()).contains("did you mean", "1 to 1000");

        file = config(Map.of());
        for (String set : new String[] {"maskstream.topk=0", "maskstream.tpok=1", "no-equals-sign"})
            assertThat(run(new ConfigCommand(), "check", "--config", file.toString(), "--set", set))
                    .as(set)
                    .isEqualTo(2);
        assertThat(run(new ConfigCommand(), "check")).isEqualTo(2);
        assertThat(run(new ConfigCommand())).isEqualTo(2);
    }

    @Test
    void whatOnlyRunNeedsIsCheckedToo() throws IOException {
        String incomplete = config(Map.of("maskstream.output.topic", "")).toString();
        assertThat(run(new ConfigCommand(), "check", "--config", incomplete)).isEqualTo(1);
        assertThat(err.toString()).contains("maskstream.output.topic");
    }

    @Test
    void theTableIsThatOfTheDocumentation() {
        assertThat(run(new ConfigCommand(), "table")).isZero();
        assertThat(out.toString()).isEqualTo(ConfigTable.markdown());
    }

    @Test
    void runNamesTheFileItCannotRead() {
        String missing = folder.resolve("none.properties").toString();
        assertThat(run(new RunCommand(), "--config", missing)).isEqualTo(1);
        assertThat(err.toString()).contains(missing).doesNotContain("\tat ");
    }

    @Test
    void runSaysWithinSecondsThatNoBrokerAnswers() throws IOException {
        String brokers = closedPort();
        long start = System.nanoTime();
        int code = run(new RunCommand(), "--config", file.toString(), "--set", "kafka.bootstrap.servers=" + brokers);
        assertThat(code).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(err.toString())
                .startsWith("kafka.bootstrap.servers = " + brokers + ": no Kafka broker answers there within 10 s")
                .doesNotContain("\tat ");
        assertThat(out.toString()).containsPattern("http://127\\.0\\.0\\.1:[1-9]");
    }

    @Test
    void runSaysThatItsPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String set = "maskstream.http.port=" + other.getLocalPort();
            assertThat(run(new RunCommand(), "--config", file.toString(), "--set", set))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).startsWith("maskstream.http.port = ").contains("another program listens there");
    }

    @Test
    void tailSaysThatNoBrokerAnswers() throws IOException {
        String brokers = closedPort();
        assertThat(run(new TailCommand(), "--bootstrap", brokers, "--topic", "labels"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("--bootstrap = " + brokers + ": no Kafka broker answers there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rate=0", "--rate=-1", "--rate=NaN", "--repeat=-1", "none.png"})
    void produceRefusesWhatItCannotDoBeforeItAsksTheBrokers(String argument) throws IOException {
        String image = Files.createFile(folder.resolve("a.png")).toString();
        int code = run(
                new ProduceCommand(), "--bootstrap", closedPort(), "--topic", "t", "--source", "s", argument, image);
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(argument.replaceFirst("=.*", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "config check", "config table", "produce", "tail"})
    void helpHasAnExample(String command) {
        CommandLine all = new CommandLine(new ConfigCommand())
                .addSubcommand(new RunCommand())
                .addSubcommand(new ProduceCommand())
                .addSubcommand(new TailCommand())
                .setOut(new PrintWriter(out, true));
        String line = command.replace("config ", "") + " --help";
        assertThat(all.execute(line.split(" "))).isZero();
        assertThat(out.toString()).contains("Example: maskstream " + command).containsPattern("Usage:.*");
    }
}
