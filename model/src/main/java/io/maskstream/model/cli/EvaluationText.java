package io.maskstream.model.cli;

import io.maskstream.model.artifact.Metric.Interval;
import io.maskstream.model.corrupt.Corruption;
import io.maskstream.model.evaluate.CorruptedScore;
import io.maskstream.model.evaluate.EvaluationReport;
import io.maskstream.model.evaluate.ProbabilityScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code model evaluate} prints for a person. */
final class EvaluationText {

    private EvaluationText() {}

    static String of(
            EvaluationReport report, float temperature, double imagesPerSecond, List<CorruptedScore> corrupted) {
        List<String> lines = new ArrayList<>();
        lines.add("top-1 " + percent(report.top1(), report.top1Interval()));
        lines.add("top-5 " + percent(report.top5(), report.top5Interval()));
        lines.add(format("at temperature %.3f: ", temperature) + scores(report.scores()));
        if (temperature != 1) lines.add("at temperature 1: " + scores(report.unscaled()));
        report.selection()
                .ifPresent(s -> lines.add(format(
                        "from confidence %.4f on: %.2f %% accepted, of these wrong %s; promised at most %s %%",
                        s.target().confidence(),
                        100 * s.acceptedShare(),
                        percent(s.error(), s.errorInterval()),
                        number(100 * s.target().risk()))));
        report.coverage()
                .ifPresent(c -> lines.add(format(
                        "prediction sets: true class in %s; promised %s %%; %.3f classes each, %.2f %% empty",
                        percent(c.share(), c.interval()),
                        number(100 * c.target().coverage()),
                        c.meanSize(),
                        100.0 * c.empty() / c.images())));
        lines.add(format("%.0f images/s, decoding included", imagesPerSecond));
        if (!corrupted.isEmpty()) lines.addAll(corruptions(corrupted));
        return String.join(System.lineSeparator(), lines);
    }

    static String percent(double value, Interval interval) {
        return format(
                "%.2f %% (95 %% interval %.2f to %.2f)", 100 * value, 100 * interval.low(), 100 * interval.high());
    }

    private static String scores(ProbabilityScores scores) {
        Interval interval = scores.ece().interval();
        return format(
                "NLL %.4f, Brier %.4f, ECE %.4f (95 %% interval %.4f to %.4f)",
                scores.nll(), scores.brier(), scores.ece().value(), interval.low(), interval.high());
    }

    private static List<String> corruptions(List<CorruptedScore> corrupted) {
        List<String> lines = new ArrayList<>();
        lines.add("top-1 in % by severity     1      2      3      4      5");
        for (Corruption corruption : Corruption.values()) {
            StringBuilder line = new StringBuilder(format("%-20s", corruption.id()));
            for (CorruptedScore score : corrupted)
                if (score.corruption() == corruption)
                    line.append(format(" %6.2f", 100 * score.report().top1()));
            lines.add(line.toString());
        }
        return lines;
    }

    private static String number(double value) {
        return String.valueOf(Math.round(value * 100) / 100.0).replaceAll("\\.0$", "");
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
