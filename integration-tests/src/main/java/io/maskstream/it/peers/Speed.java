package io.maskstream.it.peers;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times training and inference against the same in Python. */
@Command(
        name = "speed",
        mixinStandardHelpOptions = true,
        description = {
            "Images per CPU-second of the trainer against PyTorch's own layers and optimizer in Python, and of the exported",
            "archive against the same archive in Python. Rounds alternate, ABBA; the median ratio is told with its spread.",
            "Run it on an idle machine.",
            "",
            "Example: integration-tests/peers/speed --rounds 5 --json"
        })
final class Speed implements Callable<Integer> {

    @Option(names = "--rounds", defaultValue = "6", description = "Pairs of rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--steps", defaultValue = "6", description = "Steps of a round (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--batch", defaultValue = "64", description = "Images of a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--python",
            defaultValue = "/usr/bin/python3",
            description = "An interpreter with torch and numpy (default: ${DEFAULT-VALUE}).")
    private Path python = Path.of("");

    @Option(names = "--peers", required = true, hidden = true)
    private Path peers = Path.of("");

    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    private boolean json;

    private static final int INFERENCE_BATCH = 32;
    private static final int INFERENCES_A_STEP = 5;

    private Speed() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Speed()).execute(args));
    }

    /**
     * Rates in images per CPU-second.
     *
     * @param ratio the median of Java over Python
     * @param low the lowest ratio of a pair of rounds
     * @param high the highest
     */
    record Result(
            String network,
            String mask,
            String task,
            double java,
            double python,
            double ratio,
            double low,
            double high) {

        static Result of(String network, String mask, String task, List<Double> java, List<Double> python) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < java.size(); i++) ratios.add(java.get(i) / python.get(i));
            List<Double> sorted = ratios.stream().sorted().toList();
            return new Result(
                    network,
                    mask,
                    task,
                    median(java),
                    median(python),
                    median(ratios),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1));
        }

        private static double median(List<Double> values) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
    }

    @Override
    public Integer call() throws IOException {
        for (String[] network :
                new String[][] {{"resnet20", "none"}, {"dmc-nano", "off"}, {"dmc-nano", "kernel"}, {"dmc-nano", "input"}
                }) for (Result r : measure(network[0], network[1])) print(r);
        return 0;
    }

    private void print(Result r) throws IOException {
        System.out.println(
                json
                        ? JsonMapper.builder().build().writeValueAsString(r)
                        : String.format(
                                Locale.ROOT,
                                "%-9s mask %-7s %-6s Java %6.1f, Python %6.1f images per CPU-second: %.2f (%.2f to %.2f)",
                                r.network,
                                r.mask,
                                r.task,
                                r.java,
                                r.python,
                                r.ratio,
                                r.low,
                                r.high));
        System.out.flush();
    }

    private List<Result> measure(String network, String mask) throws IOException {
        Path models = Files.createTempDirectory("maskstream-speed-");
        try (Side java = Side.start(javaSide(network, mask, models));
                Side other = Side.start(pythonSide(network, mask, models))) {
            List<Result> results = new ArrayList<>();
            for (String task : List.of("train", "infer")) {
                int times = task.equals("train") ? steps : steps * INFERENCES_A_STEP;
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                for (int round = 0; round <= rounds; round++) {
                    double first = round % 2 == 0 ? java.run(task, times) : other.run(task, times);
                    double second = round % 2 == 0 ? other.run(task, times) : java.run(task, times);
                    // The first round warms both up.
                    if (round == 0) continue;
                    ours.add(round % 2 == 0 ? first : second);
                    theirs.add(round % 2 == 0 ? second : first);
                }
                results.add(Result.of(network, mask, task, ours, theirs));
            }
            return results;
        } finally {
            try (Stream<Path> files = Files.walk(models)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
            }
        }
    }

    private List<String> javaSide(String network, String mask, Path models) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                JavaSide.class.getName(),
                network,
                mask,
                String.valueOf(batch),
                String.valueOf(INFERENCE_BATCH),
                models.toString());
    }

    private List<String> pythonSide(String network, String mask, Path models) {
        return List.of(
                python.toString(),
                peers.resolve("speed_peer.py").toString(),
                "--network",
                network,
                "--mask",
                mask.equals("none") ? "off" : mask,
                "--batch",
                String.valueOf(batch),
                "--inference-batch",
                String.valueOf(INFERENCE_BATCH),
                "--archive",
                models.resolve("speed/1/model.pt").toString());
    }
}
