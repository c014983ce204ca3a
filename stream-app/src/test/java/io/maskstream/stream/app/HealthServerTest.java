package io.maskstream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maskstream.stream.config.ConfigProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthServerTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final FakeHealth health = new FakeHealth();

    private static final class FakeHealth implements Health {
        private Optional<String> failure = Optional.empty();
        private List<String> notReady = List.of();

        @Override
        public Optional<String> failure() {
            return failure;
        }

        @Override
        public List<String> notReady() {
            return notReady;
        }
    }

    private HealthServer start(String... settings) {
        return HealthServer.start(Configs.with(settings).standalone(), health, () -> "frames_total 7.0\n");
    }

    private static HttpResponse<String> get(HealthServer server, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (headers.length > 0) request.headers(headers);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aliveUntilItHasFailedForGood() throws Exception {
        try (HealthServer server = start()) {
            health.notReady = List.of("no model is serving");
            assertThat(get(server, "/livez").statusCode()).isEqualTo(200);
            health.failure = Optional.of("device is lost");
            HttpResponse<String> dead = get(server, "/livez");
            assertThat(dead.statusCode()).isEqualTo(503);
            assertThat(dead.body()).contains("device is lost");
        }
    }

    @Test
    void readyOnlyWithoutAReasonAgainstIt() throws Exception {
        try (HealthServer server = start()) {
            HttpResponse<String> ready = get(server, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).isEqualTo("{\"ready\":true,\"reasons\":[]}\n");

            health.notReady = List.of("no model is serving", "a \"quoted\" reason");
            HttpResponse<String> not = get(server, "/readyz");
            assertThat(not.statusCode()).isEqualTo(503);
            assertThat(not.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            JsonNode expected = JSON.valueToTree(Map.of("ready", false, "reasons", health.notReady));
            assertThat(JSON.readTree(not.body())).isEqualTo(expected);
        }
    }

    @Test
    void metricsAreOpenWithoutAToken() throws Exception {
        try (HealthServer server = start()) {
            HttpResponse<String> metrics = get(server, "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).isEqualTo("frames_total 7.0\n");
            assertThat(metrics.headers().firstValue("content-type"))
                    .hasValueSatisfying(
                            type -> assertThat(type).startsWith("text/plain").contains("version=0.0.4"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer hunter", "Bearer hunter22", "Basic hunter2", "hunter2"})
    void metricsAreClosedToWhoHasNotTheToken(String authorization) throws Exception {
        try (HealthServer server = start("maskstream.http.token", "hunter2")) {
            HttpResponse<String> refused = authorization.isEmpty()
                    ? get(server, "/metrics")
                    : get(server, "/metrics", "Authorization", authorization);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertThat(refused.body()).doesNotContain("frames_total", "hunter2");
        }
    }

    @Test
    void theTokenOpensTheMetricsAndIsNotAskedForByProbes() throws Exception {
        try (HealthServer server = start("maskstream.http.token", "hunter2")) {
            assertThat(get(server, "/metrics", "Authorization", "Bearer hunter2")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(server, "/livez").statusCode()).isEqualTo(200);
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPortInUseIsNamedWithItsKey() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            StartupException refused =
                    catchThrowableOfType(StartupException.class, () -> start("maskstream.http.port", port));
            assertThat(refused.problems())
                    .containsExactly(new ConfigProblem(
                            "maskstream.http.port",
                            port,
                            "another program listens there; choose another port, or 0 for a free one"));
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamedWithItsKey() {
        // 192.0.2.0/24 is for documentation: no machine has it.
        StartupException refused = catchThrowableOfType(
                StartupException.class,
                () -> start("maskstream.http.host", "192.0.2.1", "maskstream.http.token", "hunter2"));
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("maskstream.http.host"));
        assertThat(refused).hasMessageContaining("192.0.2.1").hasMessageNotContaining("hunter2");
    }

    @Test
    void theUrlIsThatOfTheBoundPort() {
        try (HealthServer server = start()) {
            assertThat(server.url()).matches("http://127\\.0\\.0\\.1:[1-9]\\d+");
        }
    }

    @Test
    void aRequestThatFailsTellsTheCallerNothing() throws Exception {
        try (HealthServer server = HealthServer.start(Configs.with().standalone(), health, () -> {
            throw new IllegalStateException("inner life");
        })) {
            HttpResponse<String> failed = get(server, "/metrics");
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).doesNotContain("inner life");
        }
    }
}
