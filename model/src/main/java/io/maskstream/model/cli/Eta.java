package io.maskstream.model.cli;

import java.time.Duration;

/** How long the rest of a run takes if it goes on as it went since this start. For one thread. */
final class Eta {

    private final long total;
    private long firstStep = -1;
    private double firstSeconds;

    /** @param total steps of the run */
    Eta(long total) {
        this.total = total;
    }

    /**
     * @param step of the run that is done, counted from 1
     * @param seconds that training took up to it
     * @return zero as long as nothing is known, and at the end
     */
    Duration left(long step, double seconds) {
        if (firstStep < 0) {
            // The first step is slow, it warms up.
            firstStep = step;
            firstSeconds = seconds;
        }
        if (step == firstStep) return Duration.ZERO;
        double perStep = (seconds - firstSeconds) / (step - firstStep);
        return Duration.ofSeconds(Math.round(perStep * (total - step)));
    }

    /** {@code 42 s}, {@code 12 min}, {@code 3 h 05 min}. */
    static String text(Duration left) {
        if (left.toMinutes() < 2) return left.toSeconds() + " s";
        if (left.toHours() < 1) return left.toMinutes() + " min";
        return String.format("%d h %02d min", left.toHours(), left.toMinutesPart());
    }
}
