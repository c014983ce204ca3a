package io.maskstream.stream.fetch;

import static io.maskstream.stream.fetch.Fetches.content;
import static io.maskstream.stream.fetch.Fetches.reference;
import static io.maskstream.stream.fetch.Fetches.rejection;
import static io.maskstream.stream.fetch.LocalServer.ok;
import static io.maskstream.stream.fetch.LocalServer.status;
import static io.maskstream.stream.fetch.LocalServer.unknownLength;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.stream.fetch.FetchException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of a reference, from the pool to a server on loopback that does what servers do. */
@Timeout(60)
final class HttpFetcherTest {

    private static final byte[] IMAGE = "not really an image".getBytes(UTF_8);

    private LocalServer server;
    private Fetches fetches;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
        fetches = Fetches.of(settings(true));
    }

    @AfterEach
    void stop() throws IOException {
        fetches.close();
        server.close();
    }

    private void impatient() {
        fetches.close();
        fetches = Fetches.of(Fetches.settings(
                Set.of("http"), Set.of("127.0.0.1:" + server.port()), List.of(), true, Fetches.TIMEOUT));
    }

    private FetchSettings settings(boolean privateNetworks) {
        return Fetches.settings(
                Set.of("http"), Set.of("127.0.0.1:" + server.port(), "images.test"), List.of(), privateNetworks);
    }

    private Rejection rejected(ContentReference reference, RejectionReason reason, String said) throws Exception {
        Rejection rejection = rejection(fetches.fetch(reference));
        assertThat(rejection.message()).contains(said);
        assertThat(rejection.reason()).isEqualTo(reason);
        return rejection;
    }

    @Test
    void bringsWhatTheReferenceDescribes() throws Exception {
        server.on("/a", ok(IMAGE)).on("/b", unknownLength(IMAGE));
        assertThat(content(fetches.fetch(reference(server.uri("/a"), IMAGE)))).isEqualTo(IMAGE);
        assertThat(content(fetches.fetch(reference(server.uri("/a"))))).isEqualTo(IMAGE);
        assertThat(content(fetches.fetch(reference(server.uri("/b"), IMAGE)))).isEqualTo(IMAGE);
        assertThat(content(fetches.fetch(reference(server.uri("/b"))))).isEqualTo(IMAGE);
        assertThat(server.requests()).allMatch(line -> line.startsWith("GET /"));
        assertThat(fetches.attempts).containsOnly(Optional.empty()).hasSize(4);
    }

    @Test
    void takesNoMoreMemoryThanTheReferenceOrTheAnswerSays() throws Exception {
        server.on("/a", ok(IMAGE)).on("/b", unknownLength(IMAGE));
        assertThat(capacity(reference(server.uri("/a")))).isEqualTo(IMAGE.length);
        assertThat(capacity(reference(server.uri("/b"), IMAGE))).isEqualTo(IMAGE.length);
        assertThat(capacity(reference(server.uri("/b")))).isEqualTo(Fetches.MAX_BYTES);
    }

    private int capacity(ContentReference reference) throws Exception {
        return ((FetchResult.Fetched) fetches.fetch(reference)).content().capacity();
    }

    @Test
    void aServerErrorIsTriedAgain() throws Exception {
        server.on("/a", status(500), status(503), ok(IMAGE));
        assertThat(content(fetches.fetch(reference(server.uri("/a"), IMAGE)))).isEqualTo(IMAGE);
        assertThat(fetches.attempts)
                .containsExactly(Optional.of(Kind.UNAVAILABLE), Optional.of(Kind.UNAVAILABLE), Optional.empty());
    }

    @Test
    void aServerThatGoesOnFailingIsGivenUpAfterThreeAttempts() throws Exception {
        server.on("/a", status(502));
        rejected(reference(server.uri("/a")), RejectionReason.FETCH_FAILED, "status 502 (after 3 attempts)");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void whatIsNotThereIsNotAskedForAgain() throws Exception {
        rejected(reference(server.uri("/none")), RejectionReason.FETCH_FAILED, "status 404");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aServerThatHangsIsGivenUpAfterThreeAttempts() throws Exception {
        impatient();
        server.on("/a", server.hang());
        long start = System.nanoTime();
        rejected(reference(server.uri("/a")), RejectionReason.FETCH_TIMEOUT, "(after 3 attempts)");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1200));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aBodyThatDripsIsGivenUpThoughEveryReadIsQuick() throws Exception {
        impatient();
        server.on("/a", server.drip(500));
        rejected(reference(server.uri("/a")), RejectionReason.FETCH_TIMEOUT, "did not come within 400 ms");
    }

    @Test
    void aSlowServerIsWaitedFor() throws Exception {
        server.on("/a", server.drip(3));
        assertThat(content(fetches.fetch(reference(server.uri("/a"), new byte[] {1, 1, 1}))))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws Exception {
        server.on("/a", status(status, "Location: " + server.uri("/b"))).on("/b", ok(IMAGE));
        rejected(reference(server.uri("/a")), RejectionReason.FETCH_REFUSED, "redirect " + status);
        assertThat(server.requests()).containsExactly("GET /a HTTP/1.1");
    }

    @Test
    void aBodyThatIsTooLongIsNotRead() throws Exception {
        byte[] large = new byte[Fetches.MAX_BYTES + 1];
        server.on("/a", ok(large)).on("/b", unknownLength(large)).on("/c", unknownLength(IMAGE));
        rejected(reference(server.uri("/a")), RejectionReason.CONTENT_TOO_LARGE, "maskstream.frame.max.bytes = 1000");
        rejected(reference(server.uri("/b")), RejectionReason.CONTENT_TOO_LARGE, "longer than");
        ContentReference tooShort =
                new ContentReference(server.uri("/c"), OptionalLong.of(IMAGE.length - 1), Optional.empty());
        rejected(tooShort, RejectionReason.CONTENT_MISMATCH, "longer than the 18 bytes announced");
    }

    @Test
    void aSizeAboveTheLimitIsNotAskedFor() throws Exception {
        ContentReference huge = new ContentReference(server.uri("/a"), OptionalLong.of(1L << 40), Optional.empty());
        rejected(huge, RejectionReason.CONTENT_TOO_LARGE, "size_bytes is 1099511627776");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void contentThatIsNotWhatTheReferenceSaysIsRefused() throws Exception {
        byte[] other = IMAGE.clone();
        other[3]++;
        server.on("/a", ok(other)).on("/b", unknownLength(new byte[5]));
        rejected(reference(server.uri("/a"), IMAGE), RejectionReason.CONTENT_MISMATCH, Fetches.sha256(IMAGE));
        rejected(reference(server.uri("/b"), IMAGE), RejectionReason.CONTENT_MISMATCH, "ended after 5 bytes");
        assertThat(server.requests()).as("final").hasSize(2);
    }

    @Test
    void aTruncatedBodyIsAFailure() throws Exception {
        server.on("/a", ok(IMAGE, IMAGE.length + 10));
        rejected(reference(server.uri("/a")), RejectionReason.FETCH_FAILED, "Premature end");
    }

    @Test
    void aHeaderWithoutEndIsAFailure() throws Exception {
        server.on("/a", out -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
            for (int i = 0; i < 100_000; i++) out.write(new byte[100]);
        });
        rejected(reference(server.uri("/a")), RejectionReason.FETCH_FAILED, "Maximum line length");
    }

    @Test
    void hostsAndPortsThatAreNotListedAreRefused() throws Exception {
        for (String uri : List.of(
                "http://elsewhere.test/a", "http://127.0.0.1:1/a", "http://images.test:8080/a", "http://127.0.0.1/a"))
            rejected(reference(URI.create(uri)), RejectionReason.FETCH_REFUSED, "maskstream.fetch.hosts");
        rejected(
                reference(URI.create("http://user:word@127.0.0.1:" + server.port() + "/a")),
                RejectionReason.FETCH_REFUSED,
                "user name");
        rejected(
                reference(URI.create("https://images.test/a")),
                RejectionReason.FETCH_REFUSED,
                "maskstream.fetch.schemes");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void signaturesInLinksAreNotRepeated() throws Exception {
        String said = rejected(
                        reference(URI.create("http://elsewhere.test/a?signature=abc#def")),
                        RejectionReason.FETCH_REFUSED,
                        "http://elsewhere.test/a")
                .message();
        assertThat(said).doesNotContain("abc", "def");
    }

    @Test
    void privateAddressesAreRefusedUnlessTheyAreAllowed() throws Exception {
        server.on("/a", ok(IMAGE));
        try (Fetches byDefault = Fetches.of(settings(false))) {
            Rejection rejection = rejection(byDefault.fetch(reference(server.uri("/a"))));
            assertThat(rejection.reason()).isEqualTo(RejectionReason.FETCH_REFUSED);
            assertThat(rejection.message()).contains("127.0.0.1", "maskstream.fetch.private.networks");
        }
        assertThat(server.requests()).isEmpty();
    }

    /** The client asks for a name once and connects to what was checked, whatever the name means a moment later. */
    @Test
    void aNameThatTurnsIntoAPrivateAddressIsRefused() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CheckedResolver.Names rebinding = host -> new InetAddress[] {
            InetAddress.getByAddress(
                    host, asked.getAndIncrement() == 0 ? new byte[] {93, (byte) 184, 1, 1} : new byte[] {127, 0, 0, 1})
        };
        CheckedResolver resolver = new CheckedResolver(rebinding, false);
        assertThat(resolver.resolve("images.test"))
                .singleElement()
                .satisfies(address -> assertThat(address.getHostAddress()).isEqualTo("93.184.1.1"));
        HttpFetcher fetcher = HttpFetcher.of(settings(false), rebinding);
        FetchAttempt attempt = new FetchAttempt(reference(URI.create("http://images.test/a")), 100, Fetches.TIMEOUT);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> fetcher.fetch(reference(URI.create("http://images.test/a")), attempt))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("127.0.0.1");
        assertThat(asked)
                .as("once for the resolver above, once for the attempt")
                .hasValue(2);
        fetcher.close();
    }

    @Test
    void oneAddressThatIsNotPublicIsOneTooMany() throws Exception {
        CheckedResolver.Names both = host -> new InetAddress[] {
            InetAddress.getByAddress(new byte[] {93, (byte) 184, 1, 1}),
            InetAddress.getByAddress(new byte[] {10, 0, 0, 1})
        };
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new CheckedResolver(both, false).resolve("images.test"))
                .hasMessageContaining("10.0.0.1");
        assertThat(new CheckedResolver(both, true).resolve("images.test")).hasSize(2);
    }

    /** The resolver's address is the one that is connected to: this name has no other. */
    @Test
    void connectsToTheAddressThatWasChecked() throws Exception {
        server.on("/a", ok(IMAGE));
        FetchSettings settings =
                Fetches.settings(Set.of("http"), Set.of("no-such-name.test:" + server.port()), List.of(), true);
        HttpFetcher fetcher = HttpFetcher.of(settings, host ->
                new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})});
        ContentReference reference = reference(URI.create("http://no-such-name.test:" + server.port() + "/a"));
        FetchAttempt attempt = new FetchAttempt(reference, 100, Duration.ofSeconds(5));
        fetcher.fetch(reference, attempt);
        assertThat(attempt.content().remaining()).isEqualTo(IMAGE.length);
        fetcher.close();
    }

    @Test
    void aFrameThatExpiresMeanwhileSaysSo() throws Exception {
        impatient();
        server.on("/a", server.hang());
        Rejection rejection = rejection(Fetches.result(
                fetches.begin(reference(server.uri("/a")), Instant.now().plusMillis(900))));
        assertThat(rejection.reason()).isEqualTo(RejectionReason.FETCH_EXPIRED);
        assertThat(rejection.message()).contains("deadline");
    }

    @Test
    void closingThePoolEndsWhatHangs() throws Exception {
        server.on("/a", server.hang());
        var hanging = fetches.begin(reference(server.uri("/a")));
        while (server.requests().isEmpty()) Thread.onSpinWait();
        long start = System.nanoTime();
        fetches.pool.close();
        assertThat(Fetches.result(hanging)).isInstanceOf(FetchResult.Cancelled.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(fetches.fetch(reference(server.uri("/a")))).isInstanceOf(FetchResult.Cancelled.class);
    }
}
