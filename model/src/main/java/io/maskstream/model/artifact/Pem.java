package io.maskstream.model.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One block of RFC 7468 text, as openssl writes keys. */
final class Pem {

    private static final int MAX_BYTES = 16 << 10;

    private Pem() {}

    /**
     * @param label such as {@code PUBLIC KEY}
     * @param remedy ends the message when there is no such block
     * @throws IOException when the file cannot be read or holds no such block; never shows its content
     */
    static byte[] read(Path file, String label, String remedy) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES);
        }
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        try {
            if (block.find()) return Base64.getMimeDecoder().decode(block.group(1));
        } catch (IllegalArgumentException e) {
            throw unusable(file, label, remedy, e);
        }
        throw unusable(file, label, remedy, null);
    }

    static IOException unusable(Path file, String label, String remedy, @Nullable Exception cause) {
        return new IOException(file + ": is no Ed25519 " + label + " in PEM; " + remedy, cause);
    }
}
