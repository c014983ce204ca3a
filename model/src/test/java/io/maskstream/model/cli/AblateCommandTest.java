package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskstream.model.train.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AblateCommandTest {

    @TempDir
    Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void writeData() throws IOException {
        data = Pictures.twoClasses(folder.resolve("data"), 20);
        out = folder.resolve("ablation");
    }

    @Test
    void trainsEveryCellAndGoesOnWhereItStopped() throws IOException {
        Cli cli = ablate("--arm", "kernel:2=--mask kernel", "--arm", "off:1=--mask off", "--costs");
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        assertThat(cli.lines().get(0)).startsWith("kernel, seed 1: ");
        assertThat(cli.lines().get(1)).startsWith("off, seed 1: ");
        assertThat(cli.lines().get(2)).startsWith("kernel, seed 2: ");
        assertThat(cli.out()).contains("| off | 1 |").contains("(one pair) | not shown |");

        assertThat(Files.readAllLines(out.resolve("off/seed-1/environment.jsonl")))
                .singleElement()
                .satisfies(line -> assertThat(
                                new ObjectMapper().readTree(line).get("engine").asText())
                        .startsWith("PyTorch "));
        RunConfig kernel = RunConfig.of(RunFolder.open(out.resolve("kernel/seed-2")));
        RunConfig off = RunConfig.of(RunFolder.open(out.resolve("off/seed-1")));
        assertThat(kernel.recipe().seed()).isEqualTo(2);
        assertThat(off.validation()).isEqualTo(kernel.validation());
        // Only the last epoch has a validation.
        assertThat(Files.readAllLines(out.resolve("off/seed-1/log.csv")))
                .satisfiesExactly(
                        header -> assertThat(header).contains("train_top1,validation_top1,weights"),
                        first -> assertThat(first.split(",")[4]).isEmpty(),
                        last -> assertThat(last.split(",")[4]).isNotEmpty());

        JsonNode table = new ObjectMapper().readTree(out.resolve("table.json").toFile());
        assertThat(table.get("arms")).hasSize(2);
        assertThat(table.at("/arms/0/costs/training").asDouble()).isPositive();
        assertThat(table.at("/arms/0/costs/mmacs").asDouble())
                .isGreaterThan(table.at("/arms/1/costs/mmacs").asDouble());
        assertThat(table.at("/arms/0/costs/parameters").asLong())
                .isGreaterThan(table.at("/arms/1/costs/parameters").asLong());
        assertThat(table.at("/arms/1/mcnemar")).hasSize(1);

        Path redone = out.resolve("off/seed-1/result.json");
        String before = Files.readString(redone);
        Files.delete(redone);
        FileTime kept = Files.getLastModifiedTime(out.resolve("kernel/seed-1/result.json"));
        Cli again = Cli.run("ablate", "--continue", out);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Files.readString(redone)).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(out.resolve("kernel/seed-1/result.json")))
                .isEqualTo(kept);
    }

    @Test
    void leavesACellToTheProcessThatHasIt() throws Exception {
        Path lock = out.resolve("off/seed-1.lock");
        Files.createDirectories(lock.getParent());
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            Cli cli = ablate("--arm", "kernel:1=--mask kernel", "--arm", "off:1=--mask off");
            assertThat(cli.exitCode()).as(cli.err()).isZero();
            assertThat(cli.out())
                    .contains("kernel, seed 1: ")
                    .contains("1 cells are still in the hands of another process");
            assertThat(out.resolve("off/seed-1")).doesNotExist();
        } finally {
            other.destroyForcibly().waitFor();
        }
        Cli rest = Cli.run("ablate", "--continue", out);
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(rest.lines().get(0)).startsWith("off, seed 1: ");
    }

    /** Another process that trains a cell: holds its lock until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            try (FileChannel channel =
                            FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                System.out.println(lock.isValid() ? "held" : "not held");
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsTrained() {
        assertRefused(ablate("--arm", "a:1=--mask off", "--arm", "b:1=--mask of"), "arm b: ", "--mask");
        assertRefused(ablate("--arm", "a:1=--mask off", "--arm", "b:1=--seed 3"), "arm b: --seed is set for each cell");
        assertRefused(ablate("--arm", "a:1=--mask off"), "at least two");
        assertRefused(ablate("--arm", "a:1=", "--arm", "a:1="), "arm a is given twice");
        assertRefused(ablate("--arm", "a=--mask off"), "is not NAME:SEEDS=OPTIONS");
        assertRefused(ablate("--arm", "a:1=", "--arm", "b:1=", "--reference", "c"), "reference: c is none");
        assertThat(out).doesNotExist();
        assertRefused(Cli.run("ablate", "--continue", folder, "--arm", "a:1="), "--continue goes on with the settings");
    }

    private static void assertRefused(Cli cli, String... parts) {
        assertThat(cli.exitCode()).isEqualTo(2);
        assertThat(cli.err()).contains(parts);
    }

    private Cli ablate(Object... arms) {
        Object[] all = new Object[arms.length + 16];
        System.arraycopy(new Object[] {"ablate", "--out", out}, 0, all, 0, 3);
        System.arraycopy(arms, 0, all, 3, arms.length);
        Object[] rest = {
            "--",
            "--data",
            "folder:" + data,
            "--network",
            "dmc-pico",
            "--input",
            "3x8x8",
            "--validation",
            "8",
            "--epochs",
            "2",
            "--batch",
            "8"
        };
        System.arraycopy(rest, 0, all, 3 + arms.length, rest.length);
        return Cli.run(all);
    }
}
