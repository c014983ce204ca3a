package io.maskstream.stream.quarantine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A child JVM that examines images. For one thread; a second one, a daemon, reads what the child says. */
final class ChildJvm implements Examiner {

    /**
     * Orderly, by an option of its environment that ends a JVM without memory, or by a signal with which somebody wanted it to
     * end: HUP, INT, TERM. Any other end is a crash; a JVM that writes no core ends with 1 then.
     */
    private static final Set<Integer> NO_CRASH = Set.of(0, 3, 129, 130, 143);

    private static final int BY_SIGNAL = 128;
    private static final Duration EXIT = Duration.ofSeconds(10);

    private final Process process;
    private final DataOutputStream questions;
    private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(4);

    /** What the reader hands over. */
    private sealed interface Said {
        record Ready() implements Said {}

        record Logits(float[] values) implements Said {}

        record Message(String text) implements Said {}

        record End() implements Said {}
    }

    private ChildJvm(Process process) {
        this.process = process;
        this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        Thread reader = new Thread(this::read, "maskstream-child");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @throws ExaminerUnavailableException when it is not, in this time
     */
    static ChildJvm start(List<String> command, Duration timeout) throws InterruptedException {
        ChildJvm child;
        try {
            child = new ChildJvm(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new ExaminerUnavailableException("a child JVM cannot be started: " + e.getMessage(), e);
        }
        boolean ready = false;
        try {
            Said first = child.said.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            ready = first instanceof Said.Ready;
            if (ready) return child;
            throw new ExaminerUnavailableException(
                    first == null
                            ? "a child JVM was not ready within " + timeout.toSeconds() + " s"
                            : "a child JVM ended before it was ready, " + child.exit()
                                    + "; standard error has its words");
        } finally {
            if (!ready) child.close();
        }
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public Examination examine(float[] pixels, Duration timeout) throws InterruptedException {
        if (!isAlive()) return new Examination.Lost("a child JVM ended before it was asked, " + exit());
        try {
            Line.floats(questions, pixels);
            questions.flush();
        } catch (IOException e) {
            // It has ended, and the reader says how.
        }
        Said answer = said.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (answer instanceof Said.Logits logits) return new Examination.Survived(logits.values());
        if (answer instanceof Said.Message message) return new Examination.Failed(message.text());
        if (answer == null)
            return new Examination.Failed("the model did not return within " + timeout.toMillis() + " ms");
        return ended();
    }

    private Examination ended() throws InterruptedException {
        String how = exit();
        if (process.isAlive()) return new Examination.Lost("a child JVM closed its output, " + how);
        int code = process.exitValue();
        return !NO_CRASH.contains(code)
                ? new Examination.Killed(how)
                : new Examination.Lost("a child JVM ended, " + how);
    }

    /** How it ended, once its output has. */
    private String exit() throws InterruptedException {
        if (!process.waitFor(EXIT.toSeconds(), TimeUnit.SECONDS)) return "but still runs";
        int code = process.exitValue();
        return "exit code " + code + (code > BY_SIGNAL ? ", signal " + (code - BY_SIGNAL) : "");
    }

    private void read() {
        try (DataInputStream answers = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            Said next = next(answers);
            while (next != null) {
                said.put(next);
                next = next(answers);
            }
        } catch (IOException e) {
            // That is how it ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // There is room: at most one question is open.
            boolean unused = said.offer(new Said.End());
        }
    }

    /** Null: not what a child says. */
    private static @Nullable Said next(DataInputStream answers) throws IOException {
        return switch (answers.readByte()) {
            case Line.READY -> new Said.Ready();
            case Line.LOGITS -> new Said.Logits(Line.floats(answers));
            case Line.MESSAGE -> new Said.Message(answers.readUTF());
            default -> null;
        };
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
