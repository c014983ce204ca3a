package io.maskstream.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskstream.model.artifact.Metric.Interval;
import io.maskstream.model.evaluate.Confusion;
import io.maskstream.model.evaluate.CorruptedScore;
import io.maskstream.model.evaluate.EvaluationReport;
import io.maskstream.model.evaluate.ProbabilityScores;
import java.util.List;

/** What {@code model evaluate --json} prints; shares are in [0,1]. */
final class EvaluationJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EvaluationJson() {}

    /** images, top1, top5, ece. */
    static ObjectNode summary(EvaluationReport report) {
        return JSON.createObjectNode()
                .put("images", report.images())
                .put("top1", report.top1())
                .put("top5", report.top5())
                .put("ece", report.scores().ece().value());
    }

    static ObjectNode of(
            EvaluationReport report, float temperature, double imagesPerSecond, List<CorruptedScore> corrupted) {
        ObjectNode json = summary(report);
        json.set("top1Interval", interval(report.top1Interval()));
        json.set("top5Interval", interval(report.top5Interval()));
        json.put("temperature", temperature);
        json.setAll(scores(report.scores()));
        json.set("uncalibrated", scores(report.unscaled()));
        promises(report, json);
        json.put("imagesPerSecond", imagesPerSecond);
        json.set("classes", classes(report.confusion()));
        json.set("confusion", JSON.valueToTree(report.confusion().counts()));
        if (!corrupted.isEmpty()) {
            ArrayNode array = json.putArray("corruptions");
            corrupted.forEach(score -> {
                ObjectNode entry = array.addObject()
                        .put("corruption", score.corruption().id())
                        .put("severity", score.severity());
                entry.setAll(summary(score.report()));
                promises(score.report(), entry);
            });
        }
        return json;
    }

    private static ObjectNode scores(ProbabilityScores scores) {
        ObjectNode json = JSON.createObjectNode()
                .put("nll", scores.nll())
                .put("brier", scores.brier())
                .put("ece", scores.ece().value());
        json.set("eceInterval", interval(scores.ece().interval()));
        return json;
    }

    /** What became of the model's promises; nothing for one that makes none. */
    private static void promises(EvaluationReport report, ObjectNode json) {
        report.selection()
                .ifPresent(s -> json.putObject("confidenceForRisk")
                        .put("risk", s.target().risk())
                        .put("confidence", s.target().confidence())
                        .put("accepted", s.acceptedShare())
                        .put("error", s.error())
                        .set("errorInterval", interval(s.errorInterval())));
        report.coverage()
                .ifPresent(c -> json.putObject("conformal")
                        .put("coverage", c.target().coverage())
                        .put("quantile", c.target().quantile())
                        .put("covered", c.share())
                        .put("meanSize", c.meanSize())
                        .put("empty", (double) c.empty() / c.images())
                        .set("coveredInterval", interval(c.interval())));
    }

    /** Precision or recall is null where a class was never called or never there. */
    private static ArrayNode classes(Confusion confusion) {
        ArrayNode classes = JSON.createArrayNode();
        for (int c = 0; c < confusion.labels().size(); c++) {
            ObjectNode entry =
                    classes.addObject().put("label", confusion.labels().get(c)).put("images", confusion.support(c));
            put(entry, "precision", confusion.precision(c));
            put(entry, "recall", confusion.recall(c));
        }
        return classes;
    }

    private static void put(ObjectNode entry, String name, double share) {
        if (Double.isNaN(share)) entry.putNull(name);
        else entry.put(name, share);
    }

    private static ArrayNode interval(Interval interval) {
        return JSON.createArrayNode().add(interval.low()).add(interval.high());
    }
}
