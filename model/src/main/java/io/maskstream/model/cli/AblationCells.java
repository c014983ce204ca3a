package io.maskstream.model.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskstream.model.ablate.CellResult;
import io.maskstream.model.train.TrainingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The results of an ablation's cells on disk, each a file {@code result.json} in the cell's run folder. */
final class AblationCells {

    private static final String RESULT = "result.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final AblationMatrix matrix;

    AblationCells(Path directory, AblationMatrix matrix) {
        this.directory = directory;
        this.matrix = matrix;
    }

    /** {@code correct}: little-endian bits, one an image. */
    private record Stored(
            @JsonProperty(required = true) String arm,
            @JsonProperty(required = true) long seed,
            @JsonProperty(required = true) int images,
            @JsonProperty(required = true) double top1,
            @JsonProperty(required = true) byte[] correct) {}

    /** Those that are done, in the matrix's order. */
    List<CellResult> results() throws IOException {
        List<CellResult> results = new ArrayList<>();
        for (AblationMatrix.Cell cell : matrix.cells()) if (isDone(cell)) results.add(read(cell));
        return results;
    }

    boolean isDone(AblationMatrix.Cell cell) {
        return Files.isRegularFile(file(cell));
    }

    private Path file(AblationMatrix.Cell cell) {
        return cell.directory(directory).resolve(RESULT);
    }

    private CellResult read(AblationMatrix.Cell cell) throws IOException {
        try {
            Stored s = JSON.readValue(Files.readString(file(cell)), Stored.class);
            return new CellResult(s.arm(), s.seed(), s.images(), BitSet.valueOf(s.correct()));
        } catch (JsonProcessingException e) {
            throw new TrainingException(
                    file(cell) + ": " + e.getOriginalMessage() + "; delete it, and --continue makes it again", e);
        }
    }

    void write(AblationMatrix.Cell cell, CellResult r) throws IOException {
        Stored stored =
                new Stored(r.arm(), r.seed(), r.images(), r.top1(), r.correct().toByteArray());
        Path partial = file(cell).resolveSibling(RESULT + ".partial");
        Files.writeString(partial, JSON.writeValueAsString(stored) + "\n");
        Files.move(partial, file(cell), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A cell that this process alone trains. */
    record Claim(FileChannel channel, FileLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            lock.release();
            channel.close();
        }
    }

    /** Empty where another process has the cell: several may work on one ablation. */
    Optional<Claim> claim(AblationMatrix.Cell cell) throws IOException {
        // Beside the run folder, which must be empty for a new run.
        Path file = directory.resolve(cell.arm().name()).resolve("seed-" + cell.seed() + ".lock");
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) return Optional.of(new Claim(channel, lock));
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
        }
        channel.close();
        return Optional.empty();
    }
}
