package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, a small tmpfs here: nothing is lost, and the next start is not disturbed. */
final class FullDiskIT {

    private static final int FRAMES = 600;

    @RegisterExtension
    final Applications applications = new Applications();

    @TempDir
    Path folder;

    private Path disk = Path.of("");

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        Models.write(folder, 1);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0,
                "mounting a tmpfs needs root: no full disk here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void stateDirFillsUpWhileRunning() throws Exception {
        Topics topics = TestBroker.topics("full", 2);
        Map<String, String> settings = settings(topics);
        settings.put("kafka.state.dir", disk.resolve("state").toString());
        try (Results results = Results.committed(topics)) {
            Application application = applications.ready(settings);
            fill();
            Load load = Load.of(topics, FRAMES, Frames::mixed);
            results.awaitSources(FRAMES, application);
            assertThat(application.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
            // What the full disk has left behind is no obstacle for the next one.
            Files.delete(disk.resolve("filler"));
            Application next = applications.ready(settings);
            assertThat(next.terminate(Duration.ofSeconds(20))).isEqualTo(Application.STOPPED);
            Audit.of(topics, load.finish(), results.readToEnd())
                    .everyOutcomeIsThereAndRight()
                    .nothingTwice()
                    .inOrder();
        }
    }

    private Map<String, String> settings(Topics topics) {
        Map<String, String> settings = Settings.of(topics, folder);
        settings.put("maskstream.processing.guarantee", Settings.EXACTLY_ONCE);
        return settings;
    }

    private void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) out.write(block);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
