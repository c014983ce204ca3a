package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.maskstream.model.RejectionReason;
import io.maskstream.schemas.ContentRef;
import io.maskstream.schemas.ImageFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames that hold their image among frames that refer to it, by http, https and file, with every fault that a server has: all in order, each as what it is.
 */
final class FetchedFramesIT {

    private static final int FRAMES = 192;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path folder;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "images");
        thread.setDaemon(true);
        return thread;
    });
    private HttpServer server;
    private HttpsServer trusted;
    private HttpsServer untrusted;
    private Certificates certificates;

    /** What a reference names, and what becomes of it; empty: it is classified. */
    private enum Place {
        GOOD(Optional.empty()),
        SLOW(Optional.empty()),
        FLAKY(Optional.empty()),
        FILE(Optional.empty()),
        HTTPS(Optional.empty()),
        UNTRUSTED(Optional.of(RejectionReason.FETCH_FAILED)),
        NONE(Optional.of(RejectionReason.FETCH_FAILED)),
        BROKEN(Optional.of(RejectionReason.FETCH_FAILED)),
        TRUNCATED(Optional.of(RejectionReason.FETCH_FAILED)),
        REDIRECT(Optional.of(RejectionReason.FETCH_REFUSED)),
        LINK(Optional.of(RejectionReason.FETCH_REFUSED)),
        OTHER_HOST(Optional.of(RejectionReason.FETCH_REFUSED)),
        HANG(Optional.of(RejectionReason.FETCH_TIMEOUT)),
        LARGE(Optional.of(RejectionReason.CONTENT_TOO_LARGE)),
        WRONG(Optional.of(RejectionReason.CONTENT_MISMATCH)),
        NO_IMAGE(Optional.of(RejectionReason.RAW_SIZE_MISMATCH));

        private final Optional<RejectionReason> reason;

        Place(Optional<RejectionReason> reason) {
            this.reason = reason;
        }
    }

    @BeforeEach
    void serve() throws Exception {
        server = started(HttpServer.create(loopback(), 0));
        certificates = Certificates.make(Files.createDirectory(folder.resolve("trusted")), "staple-9f3c1d");
        trusted = started(https(certificates));
        untrusted =
                started(https(Certificates.make(Files.createDirectory(folder.resolve("untrusted")), "staple-9f3c1d")));
    }

    private <S extends HttpServer> S started(S created) {
        created.setExecutor(threads);
        created.createContext("/", this::answer);
        created.start();
        return created;
    }

    private static HttpsServer https(Certificates certificates) throws Exception {
        char[] password = certificates.password().toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(certificates.keys().toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(loopback(), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        return https;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static String address(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        closed.countDown();
        List.of(server, trusted, untrusted).forEach(running -> running.stop(0));
        threads.shutdownNow();
    }

    @Test
    void areClassifiedInOrderAmongTheOthers() throws Exception {
        Models.write(folder, 1);
        Path images = Files.createDirectory(folder.resolve("images"));
        for (long n = 0; n < FRAMES; n++) Files.write(images.resolve("FILE-" + n), pixels(n));
        Path secret = Files.write(folder.resolve("secret"), new byte[1]);
        for (long n = 0; n < FRAMES; n++) Files.createSymbolicLink(images.resolve("LINK-" + n), secret);
        Topics topics = TestBroker.topics("fetched", 2);
        Map<String, String> settings = Settings.of(topics, folder);
        settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
        settings.put("maskstream.fetch.schemes", "http, https, file");
        settings.put(
                "maskstream.fetch.hosts", String.join(", ", address(server), address(trusted), address(untrusted)));
        settings.put("maskstream.fetch.folders", images.toString());
        settings.put("maskstream.fetch.private.networks", "true");
        settings.put("maskstream.fetch.timeout", "500 ms");
        settings.put("maskstream.frame.max.bytes", "1000 B");
        Load load = Load.of(topics, FRAMES, n -> n % 3 == 0 ? Frames.good(n) : byReference(n, images));
        try (Results results = Results.committed(topics)) {
            Application application = applications
                    .start(
                            settings,
                            "-Djavax.net.ssl.trustStore=" + certificates.trust()
                                    + " -Djavax.net.ssl.trustStorePassword=" + certificates.password())
                    .awaitReady();
            results.awaitSources(FRAMES, application);
            String metrics = application.body("/metrics");
            assertThat(application.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
            Audit.of(topics, load.finish(), results.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
            assertThat(results.deadLetters().stream()
                            .map(letter -> letter.header("maskstream.reason"))
                            .collect(Collectors.toSet()))
                    .isEqualTo(Arrays.stream(Place.values())
                            .flatMap(place -> place.reason.stream())
                            .map(Enum::name)
                            .collect(Collectors.toSet()));
            for (String result : Set.of("ok", "refused", "failed", "unavailable", "timed_out", "too_large", "mismatch"))
                assertThat(metrics)
                        .containsPattern("maskstream_fetch_attempts_total\\{result=\"" + result + "\"} [1-9]");
        }
    }

    private TestFrame byReference(long n, Path images) {
        Place place = Place.values()[(int) (n % Place.values().length)];
        String name = place + "-" + n;
        URI uri = switch (place) {
            case FILE, LINK -> images.resolve(name).toUri();
            case OTHER_HOST -> URI.create("http://elsewhere.invalid/" + name);
            case HTTPS -> URI.create("https://" + address(trusted) + "/" + name);
            case UNTRUSTED -> URI.create("https://" + address(untrusted) + "/" + name);
            default -> URI.create("http://" + address(server) + "/" + name);
        };
        // Half of the references say what they refer to, and those that it must be held against.
        boolean described = (n / Place.values().length % 2 == 0 && place != Place.NO_IMAGE && place != Place.LARGE)
                || place == Place.WRONG;
        byte[] content = pixels(n);
        ImageFrame frame = Frames.raw(n, Frames.Colour.of(n))
                .setContent(null)
                .setContentRef(new ContentRef(
                        uri.toString(),
                        described ? (long) content.length : -1,
                        described ? ByteBuffer.wrap(sha256(content)) : null))
                .build();
        TestFrame.Expected expected = place.reason
                .<TestFrame.Expected>map(TestFrame.DeadLetter::new)
                .orElse(Frames.Colour.of(n).expected());
        return new TestFrame(n, Frames.key(n), Frames.bytes(frame), expected);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        long n = Long.parseLong(name.substring(name.indexOf('-') + 1));
        byte[] content = pixels(n);
        switch (Place.valueOf(name.substring(0, name.indexOf('-')))) {
            case GOOD, HTTPS -> send(exchange, content);
            case SLOW -> {
                pause(100);
                send(exchange, content);
            }
            case FLAKY -> {
                if (asked.add(name)) exchange.sendResponseHeaders(503, -1);
                else send(exchange, content);
            }
            case BROKEN -> exchange.sendResponseHeaders(500, -1);
            case TRUNCATED -> {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, content.length / 2);
            }
            case REDIRECT -> {
                exchange.getResponseHeaders().add("Location", "/GOOD-" + n);
                exchange.sendResponseHeaders(302, -1);
            }
            case HANG -> pause(60_000);
            case LARGE -> send(exchange, new byte[1001]);
            case WRONG -> {
                content[0]++;
                send(exchange, content);
            }
            case NO_IMAGE -> send(exchange, new byte[5]);
            default -> exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(content);
        }
    }

    private void pause(long millis) {
        try {
            boolean unused = closed.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] pixels(long n) {
        return Frames.Colour.of(n).pixels(Models.SIZE * Models.SIZE);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
