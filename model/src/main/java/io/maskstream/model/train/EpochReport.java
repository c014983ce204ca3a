package io.maskstream.model.train;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One epoch's figures.
 *
 * @param epoch from 0
 * @param rate of its last step
 * @param trainLoss mean over its steps, with label smoothing
 * @param trainTop1 on augmented images, while the weights moved
 * @param validationTop1 after it, in inference mode; null where the recipe validates at longer intervals
 * @param averaged whether the averaged weights were validated
 * @param best whether these are the best weights so far
 * @param seconds since the run began, over all its starts
 */
public record EpochReport(
        int epoch,
        float rate,
        double trainLoss,
        double trainTop1,
        @Nullable Double validationTop1,
        boolean averaged,
        boolean best,
        double seconds) {

    static final String CSV_HEADER = "epoch,rate,train_loss,train_top1,validation_top1,weights,best,seconds";

    String toCsv() {
        return String.format(
                Locale.ROOT,
                "%d,%.6f,%.5f,%.5f,%s,%s,%s,%.1f",
                epoch,
                rate,
                trainLoss,
                trainTop1,
                validationTop1 == null ? "" : String.format(Locale.ROOT, "%.5f", validationTop1),
                averaged ? "averaged" : "raw",
                best,
                seconds);
    }
}
