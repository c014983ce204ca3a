package io.maskstream.stream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.Rejection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A pool, what it reports, and references to fetch. */
final class Fetches implements AutoCloseable {

    /** Of tests in which it passes; the others have time, for the first request on a busy machine is slow. */
    static final Duration TIMEOUT = Duration.ofMillis(400);

    static final int MAX_BYTES = 1_000;

    final List<Optional<FetchException.Kind>> attempts = new CopyOnWriteArrayList<>();
    final List<Throwable> broken = new CopyOnWriteArrayList<>();
    final FetchPool pool;

    Fetches(ContentFetchers fetchers) {
        this(fetchers, InstantSource.system());
    }

    Fetches(ContentFetchers fetchers, InstantSource clock) {
        pool = new FetchPool(fetchers, MAX_BYTES, (failure, took) -> attempts.add(failure), clock, broken::add);
    }

    static Fetches of(FetchSettings settings, ContentFetcher... others) {
        return new Fetches(ContentFetchers.of(settings, List.of(others)));
    }

    static FetchSettings settings(Set<String> schemes, Set<String> hosts, List<Path> folders, boolean privateNetworks) {
        return settings(schemes, hosts, folders, privateNetworks, Duration.ofSeconds(10));
    }

    static FetchSettings settings(
            Set<String> schemes, Set<String> hosts, List<Path> folders, boolean privateNetworks, Duration timeout) {
        return new FetchSettings(schemes, hosts, folders, privateNetworks, new FetchSettings.Limits(timeout, 3), 4);
    }

    /** For fetchers of a test's own. */
    static FetchSettings only(String scheme) {
        return settings(Set.of(scheme), Set.of(), List.of(), false, TIMEOUT);
    }

    static ContentReference reference(URI uri) {
        return new ContentReference(uri, OptionalLong.empty(), Optional.empty());
    }

    static ContentReference reference(URI uri, byte[] content) {
        return new ContentReference(uri, OptionalLong.of(content.length), Optional.of(sha256(content)));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<FetchResult> begin(ContentReference reference, Instant deadline) {
        return begin(reference, Optional.of(deadline));
    }

    CompletableFuture<FetchResult> begin(ContentReference reference) {
        return begin(reference, Optional.empty());
    }

    private CompletableFuture<FetchResult> begin(ContentReference reference, Optional<Instant> deadline) {
        CompletableFuture<FetchResult> future = new CompletableFuture<>();
        pool.fetch(reference, deadline, result -> {
            if (!future.complete(result)) broken.add(new AssertionError("ended twice: " + result));
        });
        return future;
    }

    static FetchResult result(CompletableFuture<FetchResult> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    FetchResult fetch(ContentReference reference) throws Exception {
        return result(begin(reference));
    }

    static byte[] content(FetchResult result) {
        assertThat(result).isInstanceOf(FetchResult.Fetched.class);
        ByteBuffer content = ((FetchResult.Fetched) result).content();
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    static Rejection rejection(FetchResult result) {
        assertThat(result).isInstanceOf(FetchResult.Failed.class);
        return ((FetchResult.Failed) result).rejection();
    }

    @Override
    public void close() {
        pool.close();
        assertThat(broken).isEmpty();
    }
}
