package io.maskstream.model.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.maskstream.model.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * Which networks are compared: each arm is the options of a training run, those that all share and its own. Cells of one
 * seed share the split, the order, the augmentation, and the initial weights of parameters with the same name and shape.
 *
 * @param reference the arm that the others are compared with
 * @param options of {@code model train} that all arms share
 * @param arms at least two, with different names
 */
record AblationMatrix(String reference, List<String> options, List<Arm> arms) {

    static final String FILE = "ablation.json";

    private static final Set<String> OF_THE_MATRIX = Set.of("--seed", "--out", "--resume", "--validate-every");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * @param name also of its folder
     * @param seeds how many: 1, 2, ...
     * @param options of {@code model train}, which win over the shared ones
     */
    record Arm(String name, int seeds, List<String> options) {

        Arm {
            options = List.copyOf(options);
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"))
                throw new IllegalArgumentException(
                        "arm '" + name + "': a name is letters, digits, dots, underscores and hyphens");
            if (seeds < 1)
                throw new IllegalArgumentException("arm " + name + ": seeds: " + seeds + ", must be at least 1");
        }
    }

    /** One run. */
    record Cell(Arm arm, long seed) {

        Path directory(Path ablation) {
            return ablation.resolve(arm.name()).resolve("seed-" + seed);
        }
    }

    AblationMatrix {
        options = List.copyOf(options);
        arms = List.copyOf(arms);
        Set<String> names = new HashSet<>();
        for (Arm arm : arms)
            if (!names.add(arm.name())) throw new IllegalArgumentException("arm " + arm.name() + " is given twice");
        if (arms.size() < 2) throw new IllegalArgumentException("arms: " + names + ", needs at least two to compare");
        if (!names.contains(reference))
            throw new IllegalArgumentException("reference: " + reference + " is none of the arms " + names);
    }

    /** Seeds first, so that every arm has one before any has two. */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        int most = arms.stream().mapToInt(Arm::seeds).max().orElseThrow();
        for (int seed = 1; seed <= most; seed++)
            for (Arm arm : arms) if (seed <= arm.seeds()) cells.add(new Cell(arm, seed));
        return cells;
    }

    /**
     * What a cell's run depends on. It validates once, after its last epoch: a checkpoint that is chosen on the images that
     * arms are compared on would favour the arm that varies more.
     *
     * @throws IllegalArgumentException when an option is wrong; the message names the arm
     */
    RunConfig config(Cell cell) {
        List<String> all = new ArrayList<>(options);
        all.addAll(cell.arm().options());
        for (String option : all)
            if (OF_THE_MATRIX.contains(option.split("=", 2)[0]))
                throw new IllegalArgumentException(
                        "arm " + cell.arm().name() + ": " + option + " is set for each cell; leave it out");
        all.addAll(List.of("--seed", Long.toString(cell.seed()), "--validate-every", "" + Integer.MAX_VALUE));
        OfARun parsed = new OfARun();
        try {
            new CommandLine(parsed).setOverwrittenOptionsAllowed(true).parseArgs(all.toArray(String[]::new));
            return parsed.run.resolved().config();
        } catch (ParameterException | IllegalArgumentException e) {
            throw new IllegalArgumentException("arm " + cell.arm().name() + ": " + e.getMessage(), e);
        }
    }

    @Command
    @SuppressWarnings("NullAway.Init") // picocli sets the field
    private static final class OfARun {
        @Mixin
        private RunOptions run;
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }

    /** @throws TrainingException when the folder is not an ablation's */
    static AblationMatrix read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file))
            throw new TrainingException(
                    directory + " is not an ablation: it has no " + FILE + "; start one with model ablate --out");
        try {
            return JSON.readValue(Files.readString(file), AblationMatrix.class);
        } catch (JsonProcessingException e) {
            throw new TrainingException(file + ": " + e.getOriginalMessage() + "; restore the file, or start again", e);
        }
    }
}
