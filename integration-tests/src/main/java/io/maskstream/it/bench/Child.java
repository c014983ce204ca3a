package io.maskstream.it.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that says {@code ready}, answers each line with a line, and ends with its standard input. Its errors go to a
 * file. For one thread.
 */
final class Child implements AutoCloseable {

    private static final int LOG_LINES = 30;

    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader answers;
    private final Writer questions;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        questions = process.outputWriter(UTF_8);
    }

    /**
     * Starts it, with the malloc settings that all sides have, and returns when it is ready.
     *
     * @throws IOException when it ends before; the message has the end of its log
     */
    static Child start(String name, List<String> command, Path folder) throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(Jvm.ENVIRONMENT);
        Child child = new Child(name, builder.start(), log);
        try {
            String line = child.answer();
            if (!line.equals("ready")) throw child.failed("said '" + line + "' instead of 'ready'");
            return child;
        } catch (IOException e) {
            child.close();
            throw e;
        }
    }

    String ask(String question) throws IOException {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw failed("takes no question: " + e.getMessage());
        }
        return answer();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) throw failed("ended");
        return line;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Where its log is, and how that ends. */
    String logTail() {
        try {
            List<String> lines =
                    new String(Files.readAllBytes(log), UTF_8).lines().toList();
            return log + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return log + " cannot be read: " + e.getMessage();
        }
    }

    private IOException failed(String what) {
        return new IOException(name + " " + what + "; the end of its log, " + logTail());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
