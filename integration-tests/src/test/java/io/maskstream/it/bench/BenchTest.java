package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

final class BenchTest {

    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"load", "backlog", "fairness"})
    void whatTheShortFormHasNotCannotBeAskedOfIt(String measure) {
        assertThat(execute(new Bench(), "--peers", ".", "--quick", "--only", "scale," + measure))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("'" + measure + "' belongs to the full form; leave out --quick");
    }

    @Test
    void aMeasureThatIsNotThereIsTold() {
        assertThat(execute(new Bench(), "--peers", ".", "--only", "speed")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("no measure 'speed', there are [network, ");
    }

    @Test
    void aDecoderThatIsNotThereIsTold() {
        String before = System.getProperty("maskstream.decode.jpeg");
        try {
            assertThat(execute(new Bench(), "--peers", ".", "--set", "maskstream.decode.jpeg=fast"))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(errors.toString()).contains("must be auto | jdk | turbo");
            // As every child is told.
            assertThat(Jvm.command(BareLoop.class)).contains("-Dmaskstream.decode.jpeg=fast");
        } finally {
            if (before == null) System.clearProperty("maskstream.decode.jpeg");
            else System.setProperty("maskstream.decode.jpeg", before);
        }
    }

    @Test
    void aSoakThatIsTooShortToJudgeIsRefused() {
        assertThat(execute(new Soak(), "--out", "target/soak", "--minutes", "0.1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString())
                .contains("--minutes 0.1 has time for 6 points, and 8 are needed")
                .contains("0.2");
    }

    private int execute(Callable<Integer> command, String... arguments) {
        return new CommandLine(command).setErr(new PrintWriter(errors)).execute(arguments);
    }
}
