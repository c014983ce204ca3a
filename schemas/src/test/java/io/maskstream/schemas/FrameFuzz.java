package io.maskstream.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.NullMarked;

/**
 * Fuzz target: any bytes as a frame, as they are and behind a right header, since a fuzzer would rarely guess a fingerprint.
 * Run by {@code integration-tests/fuzz}; {@code main} writes the seeds.
 */
@NullMarked
final class FrameFuzz {

    private static final int HEADER = 10;
    private static final Deserializer<ImageFrame> FRAMES =
            FrameSerde.singleObject().deserializer();
    private static final byte[] RIGHT = encoded(Examples.minimalFrame());

    private FrameFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        read(input);
        byte[] behindHeader = Arrays.copyOf(RIGHT, HEADER + input.length);
        System.arraycopy(input, 0, behindHeader, HEADER, input.length);
        read(behindHeader);
    }

    private static void read(byte[] bytes) {
        try {
            FRAMES.deserialize("frames", bytes);
        } catch (WireFormatException expected) {
            // The one documented exception.
        }
    }

    private static byte[] encoded(ImageFrame frame) {
        return FrameSerde.singleObject().serializer().serialize("frames", frame);
    }

    public static void main(String[] folder) throws IOException {
        byte[] full = encoded(Examples.fullFrame());
        Files.write(Path.of(folder[0]).resolve("full"), full);
        Files.write(Path.of(folder[0]).resolve("full-body"), Arrays.copyOfRange(full, HEADER, full.length));
        Files.write(Path.of(folder[0]).resolve("minimal-body"), Arrays.copyOfRange(RIGHT, HEADER, RIGHT.length));
    }
}
