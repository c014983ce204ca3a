package io.maskstream.model.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at standard error. */
final class Terminal {

    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /**
     * Java cannot tell: its console stands for standard input and output, which {@code --json | jq} redirects. Linux can;
     * elsewhere it is no.
     */
    static boolean onStandardError() {
        if (!Files.exists(STDERR)) return false;
        try {
            String target = STDERR.toRealPath().toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
