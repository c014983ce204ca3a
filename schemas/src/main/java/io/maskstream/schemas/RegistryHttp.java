package io.maskstream.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;

/** Requests with bounded time: an answer, or a {@link SchemaRegistryUnavailableException}. Safe for many threads. */
@NullMarked
final class RegistryHttp {

    private static final JsonMapper JSON = new JsonMapper();

    /** @param json missing when the body is no JSON */
    record Answer(String path, int status, JsonNode json) {

        boolean worthAnotherTry() {
            return status == 429 || status >= 500;
        }
    }

    private final RegistryAddress address;
    private final RegistryClient.Patience patience;
    private final HttpClient client;

    RegistryHttp(RegistryAddress address, RegistryClient.Patience patience) {
        this.address = address;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience.request())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @param how the method and its body are set */
    Answer send(String path, UnaryOperator<HttpRequest.Builder> how) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address.resolve(path))
                .timeout(patience.request())
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        address.authorization().ifPresent(value -> builder.header("Authorization", value));
        HttpRequest request = how.apply(builder).build();
        try {
            return send(path, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryUnavailableException("interrupted while asking the schema registry " + address, e);
        }
    }

    private Answer send(String path, HttpRequest request) throws InterruptedException {
        long pauseMillis = patience.pause().toMillis();
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= patience.attempts();
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                Answer answer = new Answer(path, response.statusCode(), parse(response.body()));
                if (!answer.worthAnotherTry()) return answer;
                if (last) throw unexpected(answer);
            } catch (IOException e) {
                if (last)
                    throw new SchemaRegistryUnavailableException(
                            "the schema registry " + address + " does not answer after " + attempt
                                    + " attempts: check schema.registry.url and that it runs",
                            e);
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            pauseMillis *= 2;
        }
    }

    SchemaRegistryUnavailableException unexpected(Answer answer) {
        String remedy = switch (answer.status()) {
            case 401, 403 -> "check the credentials in schema.registry.url";
            case 404 -> "check the path of schema.registry.url";
            default -> answer.json().path("message").asText("no message");
        };
        return new SchemaRegistryUnavailableException("the schema registry " + address + " answers " + answer.status()
                + " to " + answer.path() + ": " + remedy);
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
