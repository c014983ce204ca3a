package io.maskstream.it.bench;

import java.util.List;

/**
 * What was measured.
 *
 * @param pipeline images per CPU-second of the application, a round each
 * @param bare the same of the bare loop
 * @param ratio of the two medians
 * @param idleCpuPercent of one core, without any frame
 * @param peakMemoryBytes resident memory of the application after the last round
 */
record Figures(
        Setting setting,
        List<Double> pipeline,
        List<Double> bare,
        double ratio,
        List<Latency> latency,
        double idleCpuPercent,
        long peakMemoryBytes) {

    record Setting(String model, String device, String guarantee, int imagesPerRound, int processors, String java) {}

    /** From the producer's clock to the output topic's. */
    record Latency(double framesPerSecond, int frames, double p50Millis, double p99Millis) {

        static Latency of(double framesPerSecond, List<Double> sortedMillis) {
            return new Latency(
                    framesPerSecond, sortedMillis.size(), quantile(sortedMillis, 0.5), quantile(sortedMillis, 0.99));
        }
    }

    static double quantile(List<Double> sorted, double q) {
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (q * sorted.size())));
    }

    static double median(List<Double> values) {
        return quantile(values.stream().sorted().toList(), 0.5);
    }

    /** For a person. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%s on %s, %s, %d cores, Java %s%n",
                setting.model, setting.device, setting.guarantee, setting.processors, setting.java));
        text.append(String.format("%-34s %s%n", "pipeline, images per CPU-second", rounded(pipeline)));
        text.append(String.format("%-34s %s%n", "bare loop, images per CPU-second", rounded(bare)));
        text.append(String.format("%-34s %.2f%n", "ratio of the medians", ratio));
        for (Latency l : latency)
            text.append(String.format(
                    "%-34s p50 %.1f ms, p99 %.1f ms (%d frames)%n",
                    String.format("end to end at %.0f frames/s", l.framesPerSecond),
                    l.p50Millis,
                    l.p99Millis,
                    l.frames));
        text.append(String.format("%-34s %.1f %% of a core%n", "idle", idleCpuPercent));
        text.append(String.format("%-34s %d MiB%n", "resident memory at its highest", peakMemoryBytes >> 20));
        return text.toString();
    }

    private static String rounded(List<Double> values) {
        return String.join(
                "  ", values.stream().map(v -> String.format("%.0f", v)).toList());
    }
}
