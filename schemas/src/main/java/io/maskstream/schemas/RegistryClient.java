package io.maskstream.schemas;

import static io.maskstream.schemas.WireFormatException.Kind.NOT_ENCODABLE;
import static io.maskstream.schemas.WireFormatException.Kind.UNKNOWN_SCHEMA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.jspecify.annotations.NullMarked;

/**
 * The two calls of Confluent's registry API that a wire format needs. Ids never change their meaning, so answers are kept
 * for good; that an id is unknown is kept for a while, so that damaged records do not become a request each. Safe for many
 * threads.
 */
@NullMarked
final class RegistryClient {

    /** Ids that are remembered as unknown, at most. */
    private static final int UNKNOWN_KEPT = 1_000;

    /**
     * How long to try.
     *
     * @param request a single one, connecting included
     * @param attempts at least 1
     * @param pause after the first failed attempt; twice as long after each further one
     * @param unknown how long an id counts as unknown before it is asked for again
     */
    record Patience(Duration request, int attempts, Duration pause, Duration unknown) {

        static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(5), 3, Duration.ofMillis(250), Duration.ofSeconds(30));
    }

    private record Registration(String subject, Schema schema) {}

    private final RegistryAddress address;
    private final Patience patience;
    private final RegistryHttp http;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownSinceNanos = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
            return size() > UNKNOWN_KEPT;
        }
    });

    RegistryClient(RegistryAddress address, Patience patience) {
        this.address = address;
        this.patience = patience;
        this.http = new RegistryHttp(address, patience);
    }

    /** @throws WireFormatException of kind UNKNOWN_SCHEMA when the registry has no Avro schema of that id */
    Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) return known;
        Long since = unknownSinceNanos.get(id);
        if (since != null && System.nanoTime() - since < patience.unknown().toNanos())
            throw unknown(id, "the registry " + address + " has none of this id");
        RegistryHttp.Answer answer =
                http.send("/schemas/ids/" + Integer.toUnsignedString(id), request -> request.GET());
        if (answer.status() == 404 && isSchemaNotFound(answer.json())) {
            unknownSinceNanos.put(id, System.nanoTime());
            throw unknown(id, "the registry " + address + " has none of this id");
        }
        if (answer.status() != 200) throw http.unexpected(answer);
        Schema schema = parse(id, answer.json());
        schemas.put(id, schema);
        return schema;
    }

    /**
     * The id of a schema, which is registered under the subject when it is not yet.
     *
     * @throws WireFormatException of kind NOT_ENCODABLE when the registry refuses the schema
     */
    int idOf(String subject, Schema schema) {
        Registration registration = new Registration(subject, schema);
        Integer known = ids.get(registration);
        if (known != null) return known;
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("schema", schema.toString())
                .toString();
        String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
        RegistryHttp.Answer answer = http.send(
                path,
                request -> request.header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString(body)));
        if (answer.status() == 409 || answer.status() == 422)
            throw new WireFormatException(
                    NOT_ENCODABLE,
                    "the registry " + address + " refuses the schema of subject " + subject + ": "
                            + answer.json().path("message").asText());
        JsonNode id = answer.json().path("id");
        if (answer.status() != 200 || !id.isInt()) throw http.unexpected(answer);
        ids.put(registration, id.intValue());
        return id.intValue();
    }

    /** Any other 404 is a wrong URL, and no record's fault. */
    private static boolean isSchemaNotFound(JsonNode json) {
        return json.path("error_code").asInt() / 100 == 404;
    }

    private static Schema parse(int id, JsonNode json) {
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) throw unknown(id, "it is of type " + type + ", only AVRO can be read");
        if (!json.path("references").isEmpty()) throw unknown(id, "it refers to other schemas, which is not supported");
        try {
            return new SchemaParser().parse(json.path("schema").asText()).mainSchema();
        } catch (AvroRuntimeException e) {
            throw new WireFormatException(
                    UNKNOWN_SCHEMA, "writer schema with id " + id + " does not parse: " + e.getMessage(), e);
        }
    }

    private static WireFormatException unknown(int id, String why) {
        return new WireFormatException(UNKNOWN_SCHEMA, "writer schema with id " + id + " is not known: " + why);
    }
}
