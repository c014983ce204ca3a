package io.maskstream.model.cli;

import io.maskstream.model.train.RunFolder;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A run's {@code log.csv} and {@code masks.csv} as pictures beside them. */
final class RunCharts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;

    private RunCharts() {}

    /** Draws {@code curves.png} and, of a network with masks, {@code masks.png}; replaces both. */
    static void draw(RunFolder folder) throws IOException {
        drawCurves(folder);
        if (Files.exists(folder.masks())) drawMasks(folder);
    }

    private static void drawCurves(RunFolder folder) throws IOException {
        XYChart chart = chart("Top-1 by epoch", "top-1, %");
        addTop1(chart, folder, "training (augmented, while the weights move)", "train_top1");
        addTop1(chart, folder, "validation", "validation_top1");
        save(chart, folder.directory().resolve("curves.png"));
    }

    private static void addTop1(XYChart chart, RunFolder folder, String name, String column) throws IOException {
        List<Double> epochs = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Map<String, String> row : rows(folder.log())) {
            String value = row.getOrDefault(column, "");
            if (value.isEmpty()) continue;
            epochs.add(Double.parseDouble(row.getOrDefault("epoch", "")) + 1);
            values.add(100 * Double.parseDouble(value));
        }
        if (!epochs.isEmpty()) chart.addSeries(name, epochs, values).setMarker(SeriesMarkers.CIRCLE);
    }

    private static void drawMasks(RunFolder folder) throws IOException {
        XYChart chart =
                chart("Standard deviation of each block's mask (1: the mask of doing nothing has 0)", "deviation");
        Map<String, List<Double>> epochs = new LinkedHashMap<>();
        Map<String, List<Double>> deviations = new LinkedHashMap<>();
        for (Map<String, String> row : rows(folder.masks())) {
            String block = row.getOrDefault("block", "");
            epochs.computeIfAbsent(block, b -> new ArrayList<>())
                    .add(Double.parseDouble(row.getOrDefault("epoch", "")) + 1);
            deviations
                    .computeIfAbsent(block, b -> new ArrayList<>())
                    .add(Double.parseDouble(row.getOrDefault("deviation", "")));
        }
        deviations.forEach((block, values) ->
                chart.addSeries(block, epochs.get(block), values).setMarker(SeriesMarkers.CIRCLE));
        save(chart, folder.directory().resolve("masks.png"));
    }

    private static XYChart chart(String title, String axis) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("epoch")
                .yAxisTitle(axis)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static void save(XYChart chart, Path file) throws IOException {
        if (!chart.getSeriesMap().isEmpty()) BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }

    private static List<Map<String, String>> rows(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        String[] header = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.length; i++) row.put(header[i], cells[i]);
            rows.add(row);
        }
        return rows;
    }
}
