package io.maskstream.model.cli;

import io.maskstream.model.train.EpochReport;
import io.maskstream.model.train.Position;
import io.maskstream.model.train.TrainingListener;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

/** A bar while an epoch runs, and a line after it. Ends the run when a signal asks for it. For the training thread. */
final class EpochLines implements TrainingListener, AutoCloseable {

    private final int epochs;
    private final StopOnSignal stop;
    private final BiConsumer<EpochReport, Duration> lines;
    private int stepsPerEpoch;
    private Eta eta = new Eta(0);
    private Duration left = Duration.ZERO;
    private Progress progress = Progress.NONE;

    /** @param lines takes each epoch's report and how long the rest of the run will take */
    EpochLines(int epochs, StopOnSignal stop, BiConsumer<EpochReport, Duration> lines) {
        this.epochs = epochs;
        this.stop = stop;
        this.lines = lines;
    }

    @Override
    public void onStart(int ofEpochs, int ofSteps, int epoch, int step) {
        stepsPerEpoch = ofSteps;
        eta = new Eta((long) ofEpochs * ofSteps);
    }

    @Override
    public void onStep(Position after, float rate) {
        if (stop.asked()) throw new CancellationException("stopped");
        if (progress == Progress.NONE) {
            progress = Progress.of("epoch " + (after.epoch() + 1) + "/" + epochs, stepsPerEpoch);
            progress.step(after.step() - 1);
        }
        progress.step(1);
        left = eta.left((long) after.epoch() * stepsPerEpoch + after.step(), after.seconds());
        progress.say(String.format(Locale.ROOT, "loss %.3f%s", after.meanLoss(), leftOfRun(left)));
    }

    @Override
    public void onEpoch(EpochReport report) {
        close();
        lines.accept(report, left);
    }

    static String text(EpochReport r, int epochs, Duration left) {
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  rate %.4f  loss %.4f  train %.2f %%%s  %.0f s%s",
                r.epoch() + 1,
                epochs,
                r.rate(),
                r.trainLoss(),
                100 * r.trainTop1(),
                validation(r),
                r.seconds(),
                leftOfRun(left));
    }

    private static String leftOfRun(Duration left) {
        return left.isZero() ? "" : ", run ends in " + Eta.text(left);
    }

    private static String validation(EpochReport r) {
        if (r.validationTop1() == null) return "";
        return String.format(
                Locale.ROOT,
                "  validation %.2f %%%s%s",
                100 * r.validationTop1(),
                r.averaged() ? " (averaged weights)" : "",
                r.best() ? " best" : "");
    }

    @Override
    public void close() {
        progress.close();
        progress = Progress.NONE;
    }
}
