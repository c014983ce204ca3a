package io.maskstream.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A report as pictures; what was not measured is not drawn. */
final class Charts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;

    private final Path folder;

    private Charts(Path folder) {
        this.folder = folder;
    }

    /** Draws what there is into the folder; replaces pictures of before. */
    static void draw(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Charts charts = new Charts(folder);
        charts.goals(report);
        Map<String, JsonNode> details = report.details();
        if (details.containsKey("latency")) charts.latency(details.get("latency"));
        if (details.containsKey("cpuSecondsPerMillionFrames"))
            charts.formats(details.get("cpuSecondsPerMillionFrames"));
        if (details.containsKey("swap"))
            charts.line(
                    details.get("swap"),
                    "swap",
                    "Slowest frame of each tenth of a second while models are swapped",
                    "second",
                    "millis");
        if (details.containsKey("batchByLoad"))
            charts.line(
                    details.get("batchByLoad"),
                    "batches",
                    "Images in a batch by offered rate",
                    "framesPerSecond",
                    "imagesPerBatch");
    }

    /** How many times a figure does what its goal asks: 1 is the goal, more is better. */
    private void goals(Report report) throws IOException {
        List<String> names = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (Figure figure : report.figures())
            figure.goal().ifPresent(goal -> {
                names.add(figure.key());
                scores.add(goal.score(figure.value()));
            });
        if (names.isEmpty()) return;
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Figures over their goals (1: met; higher is better; at most 10)")
                .yAxisTitle("times the goal")
                .build();
        chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLabelRotation(60);
        chart.addSeries("figure", names, scores);
        save(chart, "goals");
    }

    private void latency(JsonNode curve) throws IOException {
        XYChart chart = xy("Producer to output topic, by load", "% of the most that the pipeline does", "ms");
        for (String percentile : List.of("p50", "p99", "p999")) {
            List<Double> loads = new ArrayList<>();
            List<Double> millis = new ArrayList<>();
            for (JsonNode point : curve) {
                JsonNode value = point.path("percentiles").path(percentile);
                if (value.isMissingNode()) continue;
                loads.add(100 * point.path("load").asDouble());
                millis.add(value.asDouble());
            }
            if (!loads.isEmpty()) chart.addSeries(percentile, loads, millis).setMarker(SeriesMarkers.CIRCLE);
        }
        save(chart, "latency");
    }

    private void formats(JsonNode costs) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("CPU-seconds for a million frames")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
        List<String> names = new ArrayList<>();
        costs.fieldNames().forEachRemaining(names::add);
        for (String side : List.of("pipeline", "python"))
            chart.addSeries(
                    side,
                    names,
                    names.stream()
                            .map(name -> costs.path(name).path(side).asDouble())
                            .toList());
        save(chart, "formats");
    }

    private void line(JsonNode points, String name, String title, String x, String y) throws IOException {
        line(folder.resolve(name), title, x, y, values(points, x), values(points, y));
    }

    /** One line as a picture of its own; {@code .png} is added to the file's name. */
    static void line(Path file, String title, String x, String y, List<Double> xs, List<Double> ys) throws IOException {
        XYChart chart = xy(title, x, y);
        chart.getStyler().setLegendVisible(false);
        chart.addSeries(y, xs, ys).setMarker(SeriesMarkers.NONE);
        save(chart, file);
    }

    private static XYChart xy(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler()
                .setYAxisMin(0.0)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static List<Double> values(JsonNode points, String key) {
        List<Double> values = new ArrayList<>();
        for (JsonNode point : points) values.add(point.path(key).asDouble());
        return values;
    }

    private void save(Chart<?, ?> chart, String name) throws IOException {
        save(chart, folder.resolve(name));
    }

    private static void save(Chart<?, ?> chart, Path file) throws IOException {
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }
}
