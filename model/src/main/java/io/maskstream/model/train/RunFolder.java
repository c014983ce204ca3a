package io.maskstream.model.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run on disk: {@code config.json}, {@code log.csv} (a line an epoch), {@code checkpoint.npz} (the newest state) and
 * {@code best.npz} (the weights that did best on the validation set). Each file is replaced as a whole. For one process
 * at a time.
 */
public final class RunFolder {

    private final Path directory;

    private RunFolder(Path directory) {
        this.directory = directory;
    }

    /**
     * A folder for a new run.
     *
     * @throws TrainingException when it holds anything already
     */
    public static RunFolder create(Path directory, String configJson) {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent())
                    throw new TrainingException(
                            "run folder " + directory + " is not empty; continue it with --resume or name another one");
            }
            RunFolder folder = new RunFolder(directory);
            AtomicFile.write(folder.config(), out -> out.write(configJson.getBytes(StandardCharsets.UTF_8)));
            return folder;
        } catch (IOException e) {
            throw new TrainingException("run folder " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** @throws TrainingException when it is no run folder */
    public static RunFolder open(Path directory) {
        RunFolder folder = new RunFolder(directory);
        if (!Files.isRegularFile(folder.config()))
            throw new TrainingException(
                    directory + " is not a run folder: it has no config.json; start a run with model train --out");
        return folder;
    }

    public Path directory() {
        return directory;
    }

    public String configJson() {
        try {
            return Files.readString(config());
        } catch (IOException e) {
            throw new TrainingException(config() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The weights to export. May not exist yet. */
    public Path best() {
        return directory.resolve("best.npz");
    }

    Path checkpoint() {
        return directory.resolve("checkpoint.npz");
    }

    private Path config() {
        return directory.resolve("config.json");
    }

    private Path log() {
        return directory.resolve("log.csv");
    }

    /** Puts an epoch's line in its place: whatever a run that was killed had logged from there on is gone. */
    void log(EpochReport report) {
        try {
            List<String> lines = new ArrayList<>();
            if (Files.exists(log())) lines.addAll(Files.readAllLines(log()));
            int keep = Math.min(lines.size(), 1 + report.epoch());
            List<String> kept = new ArrayList<>(lines.subList(0, keep));
            if (kept.isEmpty()) kept.add(EpochReport.CSV_HEADER);
            kept.add(report.toCsv());
            String text = String.join("\n", kept) + "\n";
            AtomicFile.write(log(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(log() + " cannot be written: " + e.getMessage(), e);
        }
    }
}
