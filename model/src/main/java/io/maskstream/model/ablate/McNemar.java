package io.maskstream.model.ablate;

import java.util.BitSet;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's test (1947, Psychometrika 12:153-157) whether two classifiers err alike on the same images, exact and two-sided:
 * of the images that one of them gets right alone, either should have about half. It speaks of two trained networks, not
 * of their designs: the spread over seeds is not in it.
 *
 * @param onlyFirst images that only the first gets right
 * @param onlySecond images that only the second gets right
 * @param p the probability of a split at least as uneven, were the two alike
 */
public record McNemar(int onlyFirst, int onlySecond, double p) {

    /**
     * @param first right answers by image
     * @param second the same of the other classifier, on the same images
     */
    public static McNemar of(BitSet first, BitSet second) {
        BitSet onlyFirst = (BitSet) first.clone();
        onlyFirst.andNot(second);
        BitSet onlySecond = (BitSet) second.clone();
        onlySecond.andNot(first);
        int b = onlyFirst.cardinality();
        int c = onlySecond.cardinality();
        double tail = b + c == 0 ? 1 : BinomialDistribution.of(b + c, 0.5).cumulativeProbability(Math.min(b, c));
        return new McNemar(b, c, Math.min(1, 2 * tail));
    }
}
