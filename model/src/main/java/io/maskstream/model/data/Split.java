package io.maskstream.model.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A training set cut in two, each class in proportion. The same data set, count and seed always give the same cut; the
 * items of both parts keep their order.
 */
public record Split(Dataset train, Dataset validation) {

    /** How many images a split holds out where nobody says it: a tenth, at most 5,000. */
    public static int defaultValidation(int size) {
        return Math.min(5_000, size / 10);
    }

    /**
     * @param validation images to hold out
     * @param seed of the choice
     */
    public static Split stratified(Dataset all, int validation, long seed) {
        if (validation < 1 || validation >= all.size())
            throw new DatasetException("validation: " + validation + " images of " + all.size()
                    + " cannot be held out, must be 1 to " + (all.size() - 1));
        boolean[] held = new boolean[all.size()];
        List<int[]> classes = byClass(all);
        SplittableRandom random = new SplittableRandom(seed);
        long seen = 0;
        long taken = 0;
        for (int[] members : classes) {
            shuffle(members, random);
            seen += members.length;
            // Cumulative rounding: each class is within one of its proportion and the counts add up exactly.
            long until = seen * validation / all.size();
            for (int i = 0; i < until - taken; i++) held[members[i]] = true;
            taken = until;
        }
        int[] train = IntStream.range(0, all.size()).filter(i -> !held[i]).toArray();
        int[] out = IntStream.range(0, all.size()).filter(i -> held[i]).toArray();
        return new Split(new Subset(all, train), new Subset(all, out));
    }

    private static List<int[]> byClass(Dataset all) {
        List<int[]> classes = new ArrayList<>();
        for (int c = 0; c < all.labels().size(); c++) {
            int id = c;
            classes.add(IntStream.range(0, all.size())
                    .filter(i -> all.label(i) == id)
                    .toArray());
        }
        return classes;
    }

    /** Fisher and Yates. */
    public static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int t = values[i];
            values[i] = values[j];
            values[j] = t;
        }
    }
}
