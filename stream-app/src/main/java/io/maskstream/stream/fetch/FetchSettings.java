package io.maskstream.stream.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What may be fetched, and how long that may take: the keys {@code maskstream.fetch.*}.
 *
 * @param schemes that are allowed, in lower case; empty: nothing is
 * @param hosts that http and https may name: by name for the scheme's own port, else {@code name:port}; lower case
 * @param folders that file may name something below
 * @param privateNetworks whether a host may have an address that is not public
 * @param limits of one reference's fetch
 * @param threads fetches at once
 */
public record FetchSettings(
        Set<String> schemes,
        Set<String> hosts,
        List<Path> folders,
        boolean privateNetworks,
        Limits limits,
        int threads) {

    /**
     * @param timeout of one attempt
     * @param attempts at most
     */
    public record Limits(Duration timeout, int attempts) {}

    /** Nothing is allowed. */
    public static final FetchSettings NONE =
            new FetchSettings(Set.of(), Set.of(), List.of(), false, new Limits(Duration.ofSeconds(5), 3), 16);
}
