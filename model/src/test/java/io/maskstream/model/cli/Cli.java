package io.maskstream.model.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** One run of the command line with what it printed. */
record Cli(int exitCode, String out, String err) {

    static Cli run(Object... args) {
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) texts[i] = args[i].toString();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new ModelCommands())
                .setParameterExceptionHandler(new PlainErrors())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts);
        return new Cli(exitCode, out.toString(), err.toString());
    }

    /** The same in a process of its own, which ends as a signal tells it. */
    static Process start(Path errors, Object... args) throws IOException {
        return start(List.of(), Path.of("/dev/null"), errors, args);
    }

    /** The same with options for the JVM. */
    static Process start(List<String> jvm, Path output, Path errors, Object... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cli.class.getName()));
        for (Object arg : args) command.add(arg.toString());
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new ModelCommands()).execute(args));
    }

    List<String> lines() {
        return out.lines().toList();
    }

    List<JsonNode> json() {
        return lines().stream().map(Cli::parse).toList();
    }

    static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
