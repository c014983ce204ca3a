package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void answersUntilItIsClosedAndIsGoneThen() throws Exception {
        Child child = Child.start("echo", shell("echo ready; exec cat"), folder);
        ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();
        assertThat(child.ask("run 5")).isEqualTo("run 5");
        child.close();
        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(() -> child.ask("run 5")).isInstanceOf(IOException.class);
    }

    @Test
    void oneThatDoesNotBecomeReadyIsEndedAndItsLogTold() {
        assertThatThrownBy(() -> Child.start("broken", shell("echo no module named torch >&2"), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("broken ended", "no module named torch");
        assertThatThrownBy(() -> Child.start("chatty", shell("echo hello; exec sleep 1000"), folder))
                .hasMessageContaining("said 'hello' instead of 'ready'");
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().commandLine().stream()))
                .noneMatch(command -> command.contains("sleep 1000"));
    }

    @Test
    void hasTheEnvironmentOfEverySide() throws Exception {
        // Of these, this JVM's own environment may have the first.
        String say = "echo ready; read line; echo $MALLOC_ARENA_MAX $MALLOC_MMAP_THRESHOLD_ $MALLOC_TRIM_THRESHOLD_"
                + " $GOMP_SPINCOUNT $OMP_NUM_THREADS";
        try (Child child = Child.start("env", shell(say), folder)) {
            assertThat(child.ask("say")).isEqualTo("1 1000000000 2000000000 0 1");
        }
    }

    private static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }
}
