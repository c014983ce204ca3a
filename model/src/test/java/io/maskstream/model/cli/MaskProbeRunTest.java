package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaskProbeRunTest {

    @TempDir
    Path folder;

    @Test
    void looksAtTheMasksOfAnExportedModel() throws Exception {
        Path data = Pictures.twoClasses(folder.resolve("data"), 20);
        JsonNode input = probe(data, "input");
        assertThat(input.get("images").asInt()).isEqualTo(40);
        assertThat(input.get("top1")).hasSize(5);
        assertThat(input.at("/top1/none").asDouble()).isBetween(0.0, 1.0);
        assertThat(input.get("masks")).hasSize(6);
        assertThat(input.at("/masks/0/deviation").asDouble()).isPositive();
        int gates = 0;
        for (JsonNode bin : input.at("/beta/blocks.0")) gates += bin.asInt();
        assertThat(gates).isEqualTo(40);
        assertThat(input.at("/explanation/images").asInt()).isEqualTo(40);

        JsonNode kernel = probe(data, "kernel");
        assertThat(kernel.get("masks")).hasSize(6);
        assertThat(kernel.has("explanation")).isFalse();

        Cli text = evaluate(data, "kernel");
        assertThat(text.out()).contains("that of another image").contains("it explains nothing about places");
    }

    @Test
    void drawsMasksOverTheMistakesOfAReport() throws Exception {
        Path data = Pictures.twoClasses(folder.resolve("data"), 20);
        for (String mask : List.of("input", "kernel")) {
            train(data, mask);
            Path report = folder.resolve(mask + ".html");
            Cli cli = Cli.run(
                    "evaluate", "--model", folder.resolve(mask), "--data", "folder:" + data, "--report", report);
            assertThat(cli.exitCode()).as(cli.err()).isZero();
            String html = Files.readString(report);
            int mistakes = html.split(", said ", -1).length - 1;
            // After one epoch on 32 images there are some.
            assertThat(mistakes).isPositive();
            assertThat(html.split(": mask [01]", -1).length - 1).isEqualTo(mask.equals("input") ? mistakes : 0);
        }
    }

    @Test
    void aNetworkWithoutMasksIsRefused() throws Exception {
        Path data = Pictures.twoClasses(folder.resolve("data"), 20);
        train(data, "off");
        Cli off = evaluate(data, "off");
        assertThat(off.exitCode()).isEqualTo(1);
        assertThat(off.err()).contains("the network's mask is OFF, there is nothing to probe");
    }

    private JsonNode probe(Path data, String mask) {
        train(data, mask);
        Cli cli = evaluate(data, mask, "--json");
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        return cli.json().get(0);
    }

    private Cli evaluate(Path data, String mask, String... more) {
        Object[] all = new Object[7 + more.length];
        Object[] base = {"evaluate", "--model", folder.resolve(mask), "--data", "folder:" + data, "--probe", "masks"};
        System.arraycopy(base, 0, all, 0, base.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return Cli.run(all);
    }

    private void train(Path data, String mask) {
        Path run = folder.resolve("run-" + mask);
        Cli trained = Cli.run(
                "train",
                "--data",
                "folder:" + data,
                "--network",
                "dmc-pico",
                "--mask",
                mask,
                "--input",
                "3x8x8",
                "--validation",
                8,
                "--batch",
                8,
                "--epochs",
                1,
                "--out",
                run);
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        Cli exported = Cli.run("export", "--run", run, "--name", mask, "--version", "1", "--out", folder);
        assertThat(exported.exitCode()).as(exported.err()).isZero();
    }
}
