package io.maskstream.model.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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

    List<String> lines() {
        return out.lines().toList();
    }

    List<JsonNode> json() {
        return lines().stream().map(Cli::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
