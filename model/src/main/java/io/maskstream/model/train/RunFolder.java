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
 * A run on disk: {@code config.json}, {@code log.csv} (a line an epoch), {@code masks.csv} (what the masks do, a line a block), {@code checkpoint.npz} (the newest state) and
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

    /** The curve of the run, a line an epoch. May not exist yet. */
    public Path log() {
        return directory.resolve("log.csv");
    }

    /** The masks of each block, as {@link MaskStatistics}; only of networks that have masks. May not exist yet. */
    public Path masks() {
        return directory.resolve("masks.csv");
    }

    /** Which program ran where, a line of JSON for each start. May not exist yet. */
    public Path environment() {
        return directory.resolve("environment.jsonl");
    }

    void log(EpochReport report) {
        append(log(), EpochReport.CSV_HEADER, report.epoch(), List.of(report.toCsv()));
    }

    void logMasks(int epoch, List<MaskStatistics> masks) {
        if (masks.isEmpty()) return;
        List<String> lines = masks.stream().map(m -> m.toCsv(epoch)).toList();
        append(masks(), MaskStatistics.CSV_HEADER, epoch, lines);
    }

    /** Puts an epoch's lines in their place: whatever a run that was killed had logged from there on is gone. */
    private static void append(Path file, String header, int epoch, List<String> lines) {
        try {
            List<String> kept = new ArrayList<>();
            kept.add(header);
            if (Files.exists(file))
                Files.readAllLines(file).stream()
                        .skip(1)
                        .filter(line -> Integer.parseInt(line.substring(0, line.indexOf(','))) < epoch)
                        .forEach(kept::add);
            kept.addAll(lines);
            String text = String.join("\n", kept) + "\n";
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
