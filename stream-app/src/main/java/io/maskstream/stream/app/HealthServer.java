package io.maskstream.stream.app;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinLogger;
import io.maskstream.stream.config.ConfigProblem;
import io.maskstream.stream.config.Standalone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.types.Password;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /livez}, {@code /readyz} and {@code /metrics}. Owns a few threads named {@code http}; they only read.
 *
 * <p>Liveness is 200 until the process has to end. Readiness is 200 while frames are classified, else 503; its body is JSON:
 * {@code {"ready":false,"reasons":["..."]}}. Metrics are Prometheus text, for who has the token where there is one.
 */
public final class HealthServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    private static final String HOST_KEY = "maskstream.http.host";
    private static final String PORT_KEY = "maskstream.http.port";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MAX_THREADS = 8;

    private final Javalin server;
    private final String host;

    private HealthServer(Javalin server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * For a pipeline that runs already.
     *
     * @param metrics in Prometheus' text format
     * @throws StartupException when the address cannot be bound
     */
    public static HealthServer start(Standalone settings, Pipeline pipeline, Supplier<String> metrics) {
        Progress progress = new Progress();
        progress.started(pipeline);
        return start(settings, progress, metrics);
    }

    /**
     * @param metrics in Prometheus' text format
     * @throws StartupException when the address cannot be bound
     */
    static HealthServer start(Standalone settings, Health health, Supplier<String> metrics) {
        // It logs what it throws, too, and its banner; what a request throws is logged below.
        JavalinLogger.enabled = false;
        Javalin server = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.jetty.threadPool = threads();
        });
        server.get("/livez", context -> live(context, health.failure()));
        server.get("/readyz", context -> ready(context, health.notReady()));
        server.get("/metrics", context -> metrics(context, settings.httpToken(), metrics));
        server.exception(Exception.class, HealthServer::failed);
        try {
            server.start(settings.httpHost(), settings.httpPort());
        } catch (RuntimeException e) {
            server.stop();
            throw new StartupException(cannotBind(settings, e), e);
        }
        return new HealthServer(server, settings.httpHost());
    }

    /** Without path. */
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("http");
        threads.setDaemon(true);
        return threads;
    }

    private static ConfigProblem cannotBind(Standalone settings, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause())
            if (String.valueOf(t.getMessage()).contains("Address already in use"))
                return new ConfigProblem(
                        PORT_KEY,
                        Integer.toString(settings.httpPort()),
                        "another program listens there; choose another port, or 0 for a free one");
        return new ConfigProblem(
                HOST_KEY,
                settings.httpHost(),
                "port " + settings.httpPort() + " cannot be opened there (" + FailureLine.of(failure)
                        + "); it must be an address of this machine");
    }

    private static void failed(Exception failure, Context context) {
        log.atError().addKeyValue("path", context.path()).setCause(failure).log("request failed");
        context.status(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private static void live(Context context, Optional<String> failure) {
        context.status(failure.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        context.result(failure.orElse("ok") + "\n");
    }

    private static void ready(Context context, List<String> reasons) {
        context.status(reasons.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        context.contentType("application/json");
        context.result(JsonLine.of(Map.of("ready", reasons.isEmpty(), "reasons", reasons)) + "\n");
    }

    private static void metrics(Context context, Optional<Password> token, Supplier<String> metrics) {
        if (token.isPresent() && !isAllowed(context.header(Header.AUTHORIZATION), token.get())) {
            context.status(HttpStatus.UNAUTHORIZED);
            context.header(Header.WWW_AUTHENTICATE, "Bearer");
            context.result("send Authorization: Bearer with the value of maskstream.http.token\n");
            return;
        }
        context.contentType(PROMETHEUS_TEXT);
        context.result(metrics.get());
    }

    /** In constant time, so that the answer's delay does not tell how much of a guess is right. */
    private static boolean isAllowed(@Nullable String authorization, Password token) {
        byte[] asked = ("Bearer " + token.value()).getBytes(StandardCharsets.UTF_8);
        return authorization != null && MessageDigest.isEqual(asked, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
