package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.ResizeRule;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.TrustedKeys;
import io.maskstream.model.fixture.KeyFiles;
import io.maskstream.model.fixture.TinyArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageCommandTest {

    private static final String MEANS = "torch.matmul(torch.mean(x, [2, 3]), self.weight)";

    @TempDir
    Path folder;

    private Path labels;

    @BeforeEach
    void writeLabels() throws IOException {
        labels = folder.resolve("labels.txt");
        Files.writeString(labels, "red\ngreen\nblue\n\n");
    }

    @Test
    void aForeignModelBecomesAnArtifactThatClassifies() throws IOException {
        Cli cli = pack(model(MEANS), "--resize", "cover", "--mean", "0.5,0.5,0.5", "--std", "0.25, 0.25, 0.25");
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        ModelArtifact artifact =
                ModelArtifact.read(folder.resolve("models/foreign/1")).verify();
        assertThat(artifact.spec().labels()).containsExactly("red", "green", "blue");
        assertThat(artifact.spec().resize()).isEqualTo(ResizeRule.COVER);
        assertThat(artifact.spec().normalization().std()).containsExactly(0.25f, 0.25f, 0.25f);
        assertThat(artifact.provenance()).containsEntry("packaged.from", "net.pt");
        assertThat(artifact.modelFile()).hasSameBinaryContentAs(folder.resolve("net.pt"));
        Path green = Pictures.write(folder.resolve("green.png"), 9, 7, 0x00ff00);
        Cli classified = Cli.run("classify", "--model", folder.resolve("models"), "--top", 1, green);
        assertThat(classified.exitCode()).as(classified.err()).isZero();
        assertThat(classified.out()).contains("green 100.0 %");
    }

    @Test
    void itMayBeSignedAtOnce() throws IOException {
        KeyFiles keys = KeyFiles.write(folder, "keys", "Ed25519");
        Cli refused = pack(model(MEANS), "--sign-key", keys.open());
        assertThat(refused.err()).contains("keys.pub: is no Ed25519 PRIVATE KEY");
        assertThat(folder.resolve("models")).doesNotExist();
        Cli cli = pack(model(MEANS), "--sign-key", keys.secret());
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        ModelArtifact.read(folder.resolve("models/foreign/1")).requireSignedBy(TrustedKeys.read(List.of(keys.open())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            torch.softmax(torch.matmul(torch.mean(x, [2, 3]), self.weight), 1)                | gives probabilities, it must give logits
            torch.mul(torch.matmul(torch.mean(x, [2, 3]), self.weight), (0.0 / 0.0))          | gives NaN
            torch.sub(torch.matmul(torch.mean(x, [2, 3]), self.weight), torch.mean(x))        | gives an image other logits alone
            torch.add(torch.matmul(torch.mean(x, [2, 3]), self.weight), torch.rand_like(torch.mean(x, [2, 3]))) | in evaluation mode
            torch.slice(torch.matmul(torch.mean(x, [2, 3]), self.weight), 1, 0, 2)            | labels.txt has 3 labels
            torch.matmul(torch.mean(torch.reshape(x, [1, 3, 8, 8]), [2, 3]), self.weight)     | fails on a batch of 4
            torch.no_such_function(x)                                                         | torch.no_such_function is not allowed
            torch.from_file("/etc/passwd", False, 10)                                        | torch.from_file is not allowed
            torch.relu(x, 1, 2, 3, 4)                                                         | net.pt does not load
            """)
    void aModelThatCannotBeServedIsRefusedWithTheReason(String expression, String reason) throws IOException {
        Cli cli = pack(model(expression));
        assertThat(cli.exitCode()).as(cli.out()).isEqualTo(1);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains(reason);
        assertThat(folder.resolve("models")).doesNotExist();
    }

    @Test
    void wrongValuesAreNamed() throws IOException {
        Path model = model(MEANS);
        assertRefused(2, pack(model, "--mean", "0,0,0"), "--mean and --std belong together");
        assertRefused(2, pack(model, "--mean", "0,0", "--std", "1,1,1"), "'--mean'", "'0,0' is not three numbers");
        assertRefused(2, pack(model, "--mean", "0,0,0", "--std", "1,0,1"), "std: 0.0, must be above 0");
        assertRefused(2, pack(model, "--resize", "crop"), "'crop' is not one of stretch, cover, fit");
        assertRefused(1, pack(folder.resolve("none.pt")), "none.pt: no such file");
        Files.writeString(labels, "red\n\nblue\n");
        assertRefused(1, pack(model), "labels.txt: line 2 is blank");
        Files.delete(labels);
        assertRefused(1, pack(model), "labels.txt: no such file");
    }

    private static void assertRefused(int exitCode, Cli cli, String... words) {
        assertThat(cli.exitCode()).as(cli.err()).isEqualTo(exitCode);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains(words);
    }

    private Path model(String expression) throws IOException {
        Path file = folder.resolve("net.pt");
        try (OutputStream out = Files.newOutputStream(file)) {
            TinyArchive.write(out, 3, "    return " + expression + "\n");
        }
        return file;
    }

    private Cli pack(Path model, Object... more) {
        List<Object> args = new ArrayList<>(List.of(
                "package",
                "--torchscript",
                model,
                "--labels",
                labels,
                "--input",
                "3x8x8",
                "--name",
                "foreign",
                "--version",
                "1",
                "--out",
                folder.resolve("models")));
        args.addAll(Arrays.asList(more));
        return Cli.run(args.toArray());
    }
}
