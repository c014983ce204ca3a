package io.maskstream.model.train;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.data.TestData;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The memory of a process that trains, as CSV and as a picture: the whole trainer with loader, checkpoints and validation,
 * an epoch every 50 steps. Linux only. To be started with a Java heap of fixed size that is touched at the start:
 * otherwise the heap's own growth hides that of the native side.
 */
final class MemoryProbe implements TrainingListener {

    private static final int STEPS_PER_EPOCH = 50;
    private static final int CLASSES = 2;

    private final int every;
    private final PrintWriter csv;
    private final List<Integer> steps = new ArrayList<>();
    private final List<Double> process = new ArrayList<>();
    private final List<Double> javaHeap = new ArrayList<>();
    private int step;

    private MemoryProbe(int every, PrintWriter csv) {
        this.every = every;
        this.csv = csv;
    }

    /** @param args {@code tiny} or a network's name, mask, batch, steps, steps between measurements, file without suffix */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean tiny = args[0].equals("tiny");
        MaskKind mask = MaskKind.valueOf(args[1].toUpperCase(Locale.ROOT));
        int batch = Integer.parseInt(args[2]);
        int epochs = Integer.parseInt(args[3]) / STEPS_PER_EPOCH;
        int side = tiny ? 8 : 32;
        TrainingData data = new TrainingData(
                TestData.of(STEPS_PER_EPOCH * batch, CLASSES, side),
                TestData.of(2 * batch, CLASSES, side),
                TestData.preprocessor(side),
                1);
        Path folder = Files.createTempDirectory("maskstream-rss-");
        try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(Path.of(args[5] + ".csv")), true);
                NDManager manager = NDManager.newBaseManager();
                DmcNetwork network = tiny
                        ? Tiny.network(mask, manager)
                        : DmcNetwork.create(
                                NetworkPreset.of(args[0]).spec(CLASSES).withMask(mask), 1, manager)) {
            csv.println("step,rss_mb,heap_mb");
            MemoryProbe probe = new MemoryProbe(Integer.parseInt(args[4]), csv);
            new Trainer(Tiny.recipe(epochs, batch), data, RunFolder.create(folder, "{}"), probe).run(network);
            probe.draw(String.join(", ", List.of(args).subList(0, 3)), args[5]);
        }
    }

    @Override
    public void onStart(int epochs, int stepsPerEpoch, int epoch, int step) {}

    @Override
    public void onStep(Position after, float rate) {
        if (++step % every != 0) return;
        double resident = residentKilobytes() / 1024.0;
        double heap = Runtime.getRuntime().totalMemory() / 1048576.0;
        csv.printf(Locale.ROOT, "%d,%.2f,%.2f%n", step, resident, heap);
        steps.add(step);
        process.add(resident);
        javaHeap.add(heap);
    }

    @Override
    public void onEpoch(EpochReport report) {}

    private void draw(String title, String file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(480)
                .title("Resident memory while training: " + title)
                .xAxisTitle("step")
                .yAxisTitle("MB")
                .build();
        chart.getStyler().setYAxisMin(0.0);
        chart.addSeries("process, resident", steps, process).setMarker(SeriesMarkers.NONE);
        chart.addSeries("Java heap, committed", steps, javaHeap).setMarker(SeriesMarkers.NONE);
        BitmapEncoder.saveBitmap(chart, file, BitmapFormat.PNG);
    }

    private static long residentKilobytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
