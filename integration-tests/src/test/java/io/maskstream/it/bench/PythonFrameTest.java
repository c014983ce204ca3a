package io.maskstream.it.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageEncoding;
import io.maskstream.schemas.ImageFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The Python peer's own reader of frames, against frames of the pipeline's serializer. */
final class PythonFrameTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String READ = "import sys; sys.dont_write_bytecode = True; sys.path.insert(0, 'peers');"
            + " from image_frame import frame, RAW_RGB24;"
            + " f = frame(sys.stdin.buffer.read()); print(*f[:2], f[2] == RAW_RGB24, f[3], f[4].hex())";

    @Test
    void aRawFrameHasItsSize() throws Exception {
        assertThat(read(frame(ImageEncoding.RAW_RGB24, 300).setWidth(20).setHeight(5)))
                .startsWith("7\u00fc cam-1 True [20, 5] 00ff00ff")
                .hasSize("7u cam-1 True [20, 5] ".length() + 2 * 300);
    }

    @Test
    void anEncodedFrameHasNone() throws Exception {
        assertThat(read(frame(ImageEncoding.JPEG, 3))).isEqualTo("7\u00fc cam-1 False [None, None] 00ff00");
    }

    private static ImageFrame.Builder frame(ImageEncoding format, int bytes) {
        byte[] content = new byte[bytes];
        for (int i = 1; i < bytes; i += 2) content[i] = -1;
        return ImageFrame.newBuilder()
                .setFrameId("7\u00fc")
                .setSourceId("cam-1")
                .setCaptureTime(Instant.ofEpochSecond(1_700_000_000))
                .setEncoding(format)
                .setContent(ByteBuffer.wrap(content));
    }

    private static String read(ImageFrame.Builder frame) throws IOException {
        assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
        ProcessBuilder builder = new ProcessBuilder(PYTHON.toString(), "-c", READ).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(FrameSerde.singleObject().serializer().serialize("frames", frame.build()));
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }
}
