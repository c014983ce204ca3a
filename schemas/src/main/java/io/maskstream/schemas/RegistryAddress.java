package io.maskstream.schemas;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/**
 * Where a schema registry is.
 *
 * @param base without credentials and trailing slash: fit for messages
 * @param authorization header value; holds a secret
 */
@NullMarked
record RegistryAddress(String base, Optional<String> authorization) {

    static RegistryAddress parse(String url) {
        URI uri;
        try {
            uri = new URI(url.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            // Neither the URL nor the cause, which quotes it: it may hold a password.
            throw new IllegalArgumentException("schema.registry.url: is not a URL: " + e.getReason());
        }
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme)))
            throw new IllegalArgumentException(
                    "schema.registry.url: must be one http:// or https:// URL with a host, for example"
                            + " http://localhost:8081");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        Optional<String> authorization = Optional.ofNullable(uri.getUserInfo())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        return new RegistryAddress(scheme + "://" + uri.getHost() + port + uri.getRawPath(), authorization);
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    @Override
    public String toString() {
        return base;
    }
}
