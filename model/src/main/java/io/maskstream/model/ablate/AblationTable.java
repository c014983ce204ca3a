package io.maskstream.model.ablate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reference arm against each of the others, over the seeds that both have. Immutable.
 *
 * @param reference the arm that the others are compared with
 * @param rows one an arm, the reference first, then as they came
 */
public record AblationTable(String reference, List<Row> rows) {

    /**
     * @param arm its name
     * @param seeds it was trained with
     * @param top1 mean over them, in [0,1]
     * @param deviation of them (n - 1); 0 for one seed
     * @param difference of the reference to it, in shares: the reference's top-1 minus this arm's; of the reference to
     *     itself 0
     * @param tests of the reference (first) and this arm (second), one a seed
     */
    public record Row(
            String arm,
            List<Long> seeds,
            double top1,
            double deviation,
            PairedDifference difference,
            List<McNemar> tests) {}

    public AblationTable {
        rows = List.copyOf(rows);
    }

    /**
     * @param cells of any arms, at least one of the reference; each arm must share a seed with it
     * @throws IllegalArgumentException when cells cannot be paired
     */
    public static AblationTable of(String reference, List<CellResult> cells) {
        List<CellResult> own = ofArm(reference, cells);
        if (own.isEmpty()) throw new IllegalArgumentException("reference: " + reference + " has no finished cell yet");
        List<String> arms =
                cells.stream().map(CellResult::arm).distinct().collect(Collectors.toCollection(ArrayList::new));
        arms.remove(reference);
        arms.add(0, reference);
        return new AblationTable(
                reference, arms.stream().map(arm -> row(own, ofArm(arm, cells))).toList());
    }

    private static List<CellResult> ofArm(String arm, List<CellResult> cells) {
        return cells.stream()
                .filter(cell -> cell.arm().equals(arm))
                .sorted(Comparator.comparingLong(CellResult::seed))
                .toList();
    }

    private static Row row(List<CellResult> reference, List<CellResult> arm) {
        List<Double> differences = new ArrayList<>();
        List<McNemar> tests = new ArrayList<>();
        for (CellResult cell : arm) {
            for (CellResult other : reference) {
                if (other.seed() != cell.seed()) continue;
                if (other.images() != cell.images())
                    throw new IllegalArgumentException("seed " + cell.seed() + ": " + other.arm() + " has "
                            + other.images() + " images, " + cell.arm() + " has " + cell.images()
                            + "; only runs on the same images can be paired");
                differences.add(other.top1() - cell.top1());
                tests.add(McNemar.of(other.correct(), cell.correct()));
            }
        }
        double mean = arm.stream().mapToDouble(CellResult::top1).average().orElseThrow();
        double squares = arm.stream()
                .mapToDouble(cell -> (cell.top1() - mean) * (cell.top1() - mean))
                .sum();
        return new Row(
                arm.get(0).arm(),
                arm.stream().map(CellResult::seed).toList(),
                mean,
                arm.size() == 1 ? 0 : Math.sqrt(squares / (arm.size() - 1)),
                PairedDifference.of(
                        differences.stream().mapToDouble(Double::doubleValue).toArray()),
                tests);
    }
}
