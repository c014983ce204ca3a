package io.maskstream.stream.fetch;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Where a frame's content lies, and what it must be.
 *
 * @param uri absolute
 * @param sizeBytes of the content; empty: not known beforehand
 * @param sha256 of the content, 64 lower-case hexadecimal digits; empty: not checked
 */
public record ContentReference(URI uri, OptionalLong sizeBytes, Optional<String> sha256) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ContentReference {
        if (!uri.isAbsolute()) throw new IllegalArgumentException("uri: " + uri + ", must be absolute");
        if (sizeBytes.isPresent() && sizeBytes.getAsLong() < 0)
            throw new IllegalArgumentException("sizeBytes: " + sizeBytes.getAsLong() + ", must be at least 0");
        sha256.filter(digits -> !SHA256.matcher(digits).matches()).ifPresent(digits -> {
            throw new IllegalArgumentException("sha256: " + digits + ", must be 64 lower-case hexadecimal digits");
        });
    }

    /** Without what may be a secret: user information, query and fragment, where signatures of links are. */
    @Override
    public String toString() {
        if (uri.isOpaque()) return uri.getScheme() + ":...";
        String host = uri.getHost() == null ? "" : uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return uri.getScheme() + "://" + host + uri.getRawPath();
    }
}
