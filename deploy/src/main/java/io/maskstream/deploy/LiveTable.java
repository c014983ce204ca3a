package io.maskstream.deploy;

import io.maskstream.schemas.ClassPrediction;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the pipeline does at this moment: a table that redraws itself on a terminal, elsewhere a line now and then. */
final class LiveTable {

    private static final Duration REDRAW = Duration.ofMillis(500);
    private static final Duration LINE = Duration.ofSeconds(5);
    /** Over which the throughput is taken. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private record Point(Duration time, long classified) {}

    private final PrintStream out;
    private final boolean terminal;
    private final Deque<Point> points = new ArrayDeque<>();
    private Duration nextDrawing = Duration.ZERO;
    private int drawnLines;

    /** @param terminal that obeys ANSI sequences */
    LiveTable(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Draws when it is time.
     *
     * @param elapsed since the start, never less than before
     */
    void update(Duration elapsed, Summary summary, Map<String, ClassPrediction> lastLabels) {
        if (elapsed.compareTo(nextDrawing) < 0) return;
        nextDrawing = elapsed.plus(terminal ? REDRAW : LINE);
        double rate = rate(new Point(elapsed, summary.classified()));
        if (terminal) draw(table(summary, rate, lastLabels));
        else if (!elapsed.isZero()) out.println(line(elapsed, summary, rate));
    }

    /** Draws at once: the last state. */
    void end(Duration elapsed, Summary summary, Map<String, ClassPrediction> lastLabels) {
        nextDrawing = Duration.ZERO;
        update(elapsed, summary, lastLabels);
    }

    private double rate(Point now) {
        points.addLast(now);
        while (points.size() > 2 && now.time().minus(points.getFirst().time()).compareTo(WINDOW) > 0)
            points.removeFirst();
        Point then = points.getFirst();
        return points.size() == 1
                ? 0
                : (now.classified() - then.classified())
                        / (now.time().minus(then.time()).toNanos() / 1e9);
    }

    private void draw(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (drawnLines > 0) text.append("\u001b[").append(drawnLines).append('A');
        // Each line is cleared to its end; the screen is never blank between two drawings.
        for (String line : lines) text.append(line).append("\u001b[K\n");
        drawnLines = lines.size();
        out.print(text);
        out.flush();
    }

    private static List<String> table(Summary s, double rate, Map<String, ClassPrediction> lastLabels) {
        List<String> lines = new ArrayList<>();
        lines.add("  frames in   labelled   dead   images/s   batch    p50 ms    p99 ms   model");
        lines.add(format(
                "%,11d %,10d %,6d %10.1f %7.1f %9.0f %9.0f   %s",
                s.frames(),
                s.classified(),
                s.deadLetterCount(),
                rate,
                s.batchSizeMean(),
                s.latency().p50(),
                s.latency().p99(),
                model(s)));
        lastLabels.forEach((source, best) ->
                lines.add(format("  %-9s %-20s %5.1f %%", source, best.getLabel(), 100 * best.getConfidence())));
        return lines;
    }

    private static String line(Duration elapsed, Summary s, double rate) {
        return format(
                "%3d s: %,d frames in, %,d labelled, %,d dead letters, %.1f images/s, batches of %.1f,"
                        + " p50 %.0f ms, p99 %.0f ms, %s",
                elapsed.toSeconds(),
                s.frames(),
                s.classified(),
                s.deadLetterCount(),
                rate,
                s.batchSizeMean(),
                s.latency().p50(),
                s.latency().p99(),
                model(s));
    }

    private static String model(Summary s) {
        return s.model().version().isEmpty()
                ? "no result yet"
                : s.model().name() + " " + s.model().version();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).replace("NaN", "  -");
    }
}
