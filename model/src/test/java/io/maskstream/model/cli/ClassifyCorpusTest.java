package io.maskstream.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.Stage;
import io.maskstream.model.fixture.TinyModel;
import io.maskstream.model.image.RobustnessCorpus;
import io.maskstream.model.image.RobustnessCorpus.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of the corpus of odd and hostile images in one run of {@code model classify --json}, in a small JVM of its own. */
final class ClassifyCorpusTest {

    private static final long LONGEST_SECONDS = 180;

    @TempDir
    Path folder;

    @Test
    void everyFileGetsTheLineThatTheManifestAsksForInASmallHeap() throws IOException, InterruptedException {
        List<Row> rows = RobustnessCorpus.rows();
        List<Path> files = extract(rows);
        TinyModel.write(folder.resolve("models"), TinyModel.spec("tiny", "1", 8));
        List<Object> args = new ArrayList<>(
                List.of("classify", "--device", "cpu", "--json", "--model", folder.resolve("models/tiny")));
        args.addAll(files);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");

        Path quiet = Files.writeString(
                folder.resolve("logback.xml"), "<configuration><root level=\"OFF\"/></configuration>");

        Process process = Cli.start(
                List.of("-Xmx256m", "-XX:MaxDirectMemorySize=64m", "-Dlogback.configurationFile=" + quiet),
                out,
                err,
                args.toArray());
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(err).isEmptyFile();
        assertThat(process.exitValue()).isEqualTo(1);
        List<JsonNode> lines = Files.readAllLines(out).stream().map(Cli::parse).toList();
        assertThat(lines).extracting(line -> Path.of(line.get("path").asText())).containsExactlyElementsOf(files);
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Row row = rows.get(i);
            complaint(row, lines.get(i)).ifPresent(text -> complaints.add(row + " " + text));
        }
        assertThat(complaints).isEmpty();
    }

    private List<Path> extract(List<Row> rows) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Row row : rows) {
            Path file = folder.resolve("images").resolve(row.path());
            Files.createDirectories(file.getParent());
            Files.write(file, RobustnessCorpus.content(row));
            files.add(file);
        }
        return files;
    }

    private static Optional<String> complaint(Row row, JsonNode line) {
        JsonNode rejected = line.get("rejected");
        if (rejected == null)
            return line.get("predictions").isEmpty()
                    ? Optional.of("has no predictions")
                    : row.complaintAboutSize(
                            line.get("width").asInt(), line.get("height").asInt());
        return row.complaintAboutRejection(
                Stage.valueOf(rejected.get("stage").asText()),
                RejectionReason.valueOf(rejected.get("reason").asText()),
                rejected.get("message").asText());
    }
}
