package io.maskstream.model.train;

import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, with what it has counted; saved with the weights. Immutable.
 *
 * @param epoch that runs, from 0
 * @param step of the epoch that comes next, from 0
 * @param lossSum of this epoch's steps so far
 * @param correct training images of this epoch classified right so far, as augmented
 * @param seen training images of this epoch so far
 * @param emaUpdates of the averaged weights so far
 * @param bestTop1 on the validation set, -1 before the first epoch has ended
 * @param bestEpoch which gave it
 * @param seconds that training took so far, over all its starts
 */
public record Position(
        int epoch,
        int step,
        double lossSum,
        long correct,
        long seen,
        long emaUpdates,
        double bestTop1,
        int bestEpoch,
        double seconds) {

    static final Position START = new Position(0, 0, 0, 0, 0, 0, -1, -1, 0);

    Position afterStep(StepResult result, long emaUpdates, double seconds) {
        return new Position(
                epoch,
                step + 1,
                lossSum + result.loss(),
                correct + result.correct(),
                seen + result.count(),
                emaUpdates,
                bestTop1,
                bestEpoch,
                seconds);
    }

    /** @param top1 null where it was not validated */
    Position afterEpoch(@Nullable Double top1, double seconds) {
        double best = bestTop1;
        int bestAt = bestEpoch;
        if (top1 != null && top1 > bestTop1) {
            best = top1;
            bestAt = epoch;
        }
        return new Position(epoch + 1, 0, 0, 0, 0, emaUpdates, best, bestAt, seconds);
    }

    /** Over this epoch so far, with label smoothing. */
    public double meanLoss() {
        return step == 0 ? 0 : lossSum / step;
    }

    /** Over this epoch so far, as augmented, while the weights moved; in [0,1]. */
    public double trainTop1() {
        return seen == 0 ? 0 : (double) correct / seen;
    }
}
