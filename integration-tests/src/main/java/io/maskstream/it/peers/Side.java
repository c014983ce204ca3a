package io.maskstream.it.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** A process that does one thing when it is told to, and says how many images it did and how much CPU time it took. */
final class Side implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    private Side(Process process) {
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        commands = process.outputWriter(UTF_8);
    }

    /** Starts it and waits until it is ready. */
    static Side start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "1000000000");
        builder.environment().put("MALLOC_TRIM_THRESHOLD_", "2000000000");
        builder.environment().put("OMP_NUM_THREADS", "1");
        Side side = new Side(builder.start());
        String line = side.answers.readLine();
        if (!"ready".equals(line)) {
            side.close();
            throw new IOException(command + " said '" + line + "' instead of 'ready'");
        }
        return side;
    }

    /** @return images per CPU-second of the whole process */
    double run(String task, int times) {
        try {
            commands.write(task + " " + times + "\n");
            commands.flush();
            String line = answers.readLine();
            if (line == null) throw new IOException("it ended during " + task);
            String[] imagesAndNanos = line.split(" ");
            return Long.parseLong(imagesAndNanos[0]) / (Long.parseLong(imagesAndNanos[1]) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(process.info().command().orElse("") + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
