package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shipped is whole: an optional dependency of a module is there only if the program declares it, too. */
final class DistributionIT {

    @Test
    void everyClassThatOurOwnNameIsThere() throws IOException {
        // The broker of the quickstart has jars of its own below lib.
        List<Path> jars;
        try (Stream<Path> files = Files.walk(Distribution.located().home())) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        List<String> own = jars.stream()
                .map(Path::toString)
                .filter(jar -> Path.of(jar).getFileName().toString().startsWith("maskstream-"))
                .toList();
        assertThat(own).hasSizeGreaterThanOrEqualTo(4);
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        for (String jar : own) assertThat(missing(jar, classPath)).as(jar).isEmpty();
    }

    private static String missing(String jar, String classPath) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int code = jdeps.run(out, out, "-q", "--multi-release", "17", "--missing-deps", "--class-path", classPath, jar);
        out.flush();
        assertThat(code).as(text.toString()).isZero();
        return text.toString().strip();
    }
}
