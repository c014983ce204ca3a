package io.maskstream.model.report;

import static io.maskstream.model.report.Html.percent;

import io.maskstream.model.artifact.Metric.Interval;
import io.maskstream.model.corrupt.Corruption;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.evaluate.Confusion;
import io.maskstream.model.evaluate.CorruptedScore;
import io.maskstream.model.evaluate.EvaluationReport;
import io.maskstream.model.evaluate.Mistake;
import io.maskstream.model.evaluate.ProbabilityScores;
import io.maskstream.model.probe.MaskMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An evaluation as one HTML file that needs no other: pictures are inside, nothing is fetched, no script runs.
 *
 * @param title which model on which images
 * @param report of the images
 * @param images that the report is of, in the same order
 * @param temperature of the model
 * @param imagesPerSecond of the pass, decoding included
 * @param corrupted all severities of a corruption in a row; empty: not measured
 * @param masks of the worst mistakes, in their order; empty: the network has no mask that has a map
 */
public record HtmlReport(
        String title,
        EvaluationReport report,
        Dataset images,
        float temperature,
        double imagesPerSecond,
        List<CorruptedScore> corrupted,
        List<MaskMap> masks) {

    public HtmlReport {
        corrupted = List.copyOf(corrupted);
        masks = List.copyOf(masks);
    }

    public String toHtml() {
        Html html = new Html(title);
        figures(html);
        calibration(html);
        classes(html);
        mistakes(html);
        if (!masks.isEmpty()) masks(html);
        if (!corrupted.isEmpty()) corruptions(html);
        return html.end();
    }

    private void figures(Html html) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("images", String.valueOf(report.images()), ""));
        rows.add(row("top-1", percent(report.top1()), interval(report.top1Interval())));
        rows.add(row("top-5", percent(report.top5()), interval(report.top5Interval())));
        report.selection().ifPresent(s -> {
            rows.add(row(
                    String.format(
                            Locale.ROOT,
                            "accepted, from confidence %.4f on",
                            s.target().confidence()),
                    percent(s.acceptedShare()),
                    ""));
            rows.add(row(
                    "wrong among the accepted (promised: at most "
                            + percent(s.target().risk()) + ")",
                    percent(s.error()),
                    interval(s.errorInterval())));
        });
        report.coverage().ifPresent(c -> {
            rows.add(row(
                    "prediction sets with the true class (promised: "
                            + percent(c.target().coverage()) + ")",
                    percent(c.share()),
                    interval(c.interval())));
            rows.add(row("classes in a prediction set", String.format(Locale.ROOT, "%.3f", c.meanSize()), ""));
        });
        rows.add(row("images/s, decoding included", String.format(Locale.ROOT, "%.0f", imagesPerSecond), ""));
        html.table(List.of("", "", "95 % interval"), rows);
    }

    private void calibration(Html html) {
        html.heading("Confidence");
        html.table(
                List.of("", "NLL", "Brier", "ECE", "95 % interval of the ECE"),
                List.of(
                        scores("temperature 1", report.unscaled()),
                        scores(String.format(Locale.ROOT, "temperature %.3f", temperature), report.scores())));
        html.paragraph("Accuracy over mean confidence in bins of equal mass; grey: temperature 1, blue: the model's.");
        html.picture(
                ReliabilityPicture.draw(report.unscaled().ece(), report.scores().ece()), "reliability diagram");
    }

    private void classes(Html html) {
        Confusion confusion = report.confusion();
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < confusion.labels().size(); c++)
            rows.add(List.of(
                    confusion.labels().get(c),
                    String.valueOf(confusion.support(c)),
                    percent(confusion.precision(c)),
                    percent(confusion.recall(c))));
        html.heading("Classes").table(List.of("class", "images", "precision", "recall"), rows);
        html.paragraph("True classes downwards, predicted ones across.");
        html.picture(ConfusionPicture.draw(confusion), "confusion matrix");
    }

    private void mistakes(Html html) {
        html.heading("Worst mistakes");
        if (report.worst().isEmpty()) html.paragraph("None.");
        for (Mistake m : report.worst())
            html.figure(
                    Png.of(images.image(m.image())),
                    String.format(
                            Locale.ROOT,
                            "%d: %s, said %s %.3f (%.3f)",
                            m.image(),
                            images.labels().get(m.label()),
                            images.labels().get(m.predicted()),
                            m.confidence(),
                            m.confidenceInTrue()));
    }

    private void masks(Html html) {
        html.heading("Masks over the worst mistakes");
        html.paragraph(
                "The mean of all blocks' masks over the network's input, blue below 1 and red above, each picture"
                        + " on a scale of its own. Where a mask is strong is no proof of what the answer rests on: evaluate --probe"
                        + " masks tests that.");
        for (int i = 0; i < masks.size(); i++) {
            MaskMap mask = masks.get(i);
            double low = 2;
            double high = 0;
            for (float m : mask.map()) {
                low = Math.min(low, m);
                high = Math.max(high, m);
            }
            html.figure(
                    MaskPicture.draw(mask),
                    String.format(
                            Locale.ROOT,
                            "%d: mask %.3f to %.3f",
                            report.worst().get(i).image(),
                            low,
                            high));
        }
    }

    private void corruptions(Html html) {
        html.heading("Corruptions");
        html.paragraph("Top-1 by severity, and at the highest how often prediction sets hold the true class.");
        List<List<String>> rows = new ArrayList<>();
        for (Corruption corruption : Corruption.values()) {
            List<CorruptedScore> scores =
                    corrupted.stream().filter(s -> s.corruption() == corruption).toList();
            if (scores.isEmpty()) continue;
            List<String> row = new ArrayList<>(List.of(corruption.id()));
            for (CorruptedScore score : scores) row.add(percent(score.report().top1()));
            row.add(scores.get(scores.size() - 1)
                    .report()
                    .coverage()
                    .map(c -> percent(c.share()))
                    .orElse("–"));
            rows.add(row);
        }
        html.table(List.of("", "1", "2", "3", "4", "5", "sets at 5"), rows);
    }

    private static List<String> scores(String name, ProbabilityScores scores) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.4f", scores.nll()),
                String.format(Locale.ROOT, "%.4f", scores.brier()),
                percent(scores.ece().value()),
                interval(scores.ece().interval()));
    }

    private static List<String> row(String name, String value, String interval) {
        return List.of(name, value, interval);
    }

    private static String interval(Interval interval) {
        return percent(interval.low()) + " to " + percent(interval.high());
    }
}
