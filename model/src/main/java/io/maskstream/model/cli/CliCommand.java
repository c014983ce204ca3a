package io.maskstream.model.cli;

import io.maskstream.model.ModelException;
import io.maskstream.model.data.DatasetException;
import io.maskstream.model.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What every command has: help, exit codes, and failures as one line on standard error. An exception that is not foreseen
 * is a bug and goes on to picocli with its stack trace.
 */
@Command(
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
abstract class CliCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    boolean help;

    /** @return the exit code */
    abstract int run() throws IOException, InterruptedException;

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (ModelException | DatasetException | TrainingException e) {
            return failed(e.getMessage());
        } catch (IOException e) {
            return failed(describe(e));
        } catch (UncheckedIOException e) {
            return failed(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted");
        } finally {
            out().flush();
        }
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Says what went wrong; the command goes on. */
    final int failed(@Nullable String message) {
        out().flush();
        err().println(spec.qualifiedName() + ": " + PlainErrors.oneLine(String.valueOf(message)));
        err().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** A value that contradicts another or the data; exit code 2. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** What a record's constructor refuses comes from the options here. */
    final <T> T checked(Supplier<T> values) {
        try {
            return values.get();
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    static String describe(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoSuchFileException) return message + ": no such file or directory";
        if (e instanceof AccessDeniedException) return message + ": access denied";
        return message;
    }
}
