package io.maskstream.stream.fetch;

import io.maskstream.stream.fetch.FetchException.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The fetcher of each scheme that is allowed. Immutable, as safe for many threads as they are. */
public final class ContentFetchers implements AutoCloseable {

    /** Nothing may be fetched. */
    public static final ContentFetchers NONE = new ContentFetchers(FetchSettings.NONE, List.of());

    private final FetchSettings settings;
    private final List<ContentFetcher> all;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<String, ContentFetcher> allowed = new HashMap<>();

    private ContentFetchers(FetchSettings settings, List<ContentFetcher> all) {
        this.settings = settings;
        this.all = List.copyOf(all);
        Set<String> taken = new HashSet<>();
        for (ContentFetcher fetcher : all)
            for (String scheme : fetcher.schemes()) {
                if (!taken.add(scheme))
                    throw new IllegalArgumentException(
                            fetcher.getClass().getName() + " is the second ContentFetcher for " + scheme
                                    + "; leave one of them out, those for file, http and https are built in");
                if (settings.schemes().contains(scheme)) allowed.put(scheme, fetcher);
            }
        for (String scheme : settings.schemes())
            if (!allowed.containsKey(scheme))
                throw new IllegalArgumentException("maskstream.fetch.schemes = " + scheme
                        + ": there is no ContentFetcher" + " for it; the schemes that can be fetched here are "
                        + String.join(", ", sorted(taken)));
    }

    /**
     * The built-in fetchers and the given ones.
     *
     * @param others are closed with this
     * @throws IllegalArgumentException when two have the same scheme, or an allowed scheme has none
     */
    public static ContentFetchers of(FetchSettings settings, List<ContentFetcher> others) {
        List<ContentFetcher> all = new ArrayList<>(others);
        all.add(new FileFetcher(settings.folders()));
        all.add(HttpFetcher.of(settings));
        return new ContentFetchers(settings, all);
    }

    FetchSettings settings() {
        return settings;
    }

    /** @throws FetchException REFUSED when its scheme is not allowed */
    ContentFetcher of(URI uri) throws FetchException {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        ContentFetcher fetcher = allowed.get(scheme);
        if (fetcher == null)
            throw new FetchException(
                    Kind.REFUSED,
                    "the scheme " + scheme + " is not allowed: maskstream.fetch.schemes allows "
                            + (allowed.isEmpty() ? "nothing" : String.join(", ", sorted(allowed.keySet())))
                            + "; add it there if frames may refer to such content");
        return fetcher;
    }

    /** Each of them once. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) all.forEach(ContentFetcher::close);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
