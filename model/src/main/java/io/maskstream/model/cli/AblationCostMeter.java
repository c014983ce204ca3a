package io.maskstream.model.cli;

import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.network.Costs;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.script.ExportRequest;
import io.maskstream.model.script.ModelExport;
import io.maskstream.model.train.TrainingSpeed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Images of a CPU-second, in training and of the exported model. Arms take turns in short rounds, every second round in
 * the opposite order, so that a machine that slows down slows all of them. CPU time is the process's: nothing else may run
 * in it.
 */
final class AblationCostMeter {

    private static final int ROUNDS = 6;
    private static final int TRAINING_STEPS = 3;
    private static final int BATCH = 32;
    private static final int BATCHES = 20;

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    Map<String, AblationCosts> measure(Map<String, RunConfig> arms) throws IOException {
        List<Measured> order = new ArrayList<>();
        arms.forEach((name, config) -> order.add(new Measured(name, config, new ArrayList<>())));
        List<Measured> measured = List.copyOf(order);
        for (int round = 0; round <= ROUNDS; round++) {
            for (Measured arm : order) {
                Round result = round(arm.config());
                // The first round warms the engine and the memory up.
                if (round > 0) arm.rounds().add(result);
            }
            Collections.reverse(order);
        }
        Map<String, AblationCosts> costs = new LinkedHashMap<>();
        for (Measured arm : measured) costs.put(arm.name(), arm.median());
        return costs;
    }

    private record Measured(String name, RunConfig config, List<Round> rounds) {

        AblationCosts median() {
            Costs costs = Costs.of(config.networkSpec(), config.input());
            return new AblationCosts(
                    costs.parameters(), costs.mmacs(), median(Round::training), median(Round::inference));
        }

        private double median(ToDoubleFunction<Round> figure) {
            double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
            return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
    }

    private record Round(double training, double inference) {}

    private Round round(RunConfig config) throws IOException {
        Path scratch = Files.createTempDirectory("maskstream-costs-");
        try (NDManager manager = NDManager.newBaseManager();
                DmcNetwork network = DmcNetwork.create(config.networkSpec(), 1, manager)) {
            double inference = inference(config, network, scratch);
            try (TrainingSpeed speed = new TrainingSpeed(network, config.recipe(), config.input())) {
                speed.run(1);
                long before = process.getProcessCpuTime();
                long images = speed.run(TRAINING_STEPS);
                return new Round(perSecond(images, before), inference);
            }
        } finally {
            Folders.remove(scratch);
        }
    }

    private double inference(RunConfig config, DmcNetwork network, Path scratch) throws IOException {
        float[] images = SampleImages.noise(BATCH, config.preprocessor());
        ExportRequest request = new ExportRequest(
                config.networkSpec(), network.weights(), config.modelSpec("costs", "1"), images, List.of(), Map.of());
        ModelArtifact artifact = ModelExport.write(request, scratch);
        try (Classifier classifier = Classifier.open(artifact, DeviceRequest.ONE_CPU, ImageLimits.DEFAULT)) {
            float[] logits = new float[BATCH * config.labels().size()];
            FloatBuffer batch = FloatBuffer.wrap(images);
            for (int i = 0; i < 3; i++) classifier.predictor().predict(batch, BATCH, logits);
            long before = process.getProcessCpuTime();
            for (int i = 0; i < BATCHES; i++) classifier.predictor().predict(batch, BATCH, logits);
            return perSecond((long) BATCHES * BATCH, before);
        }
    }

    private double perSecond(long images, long before) {
        return images / ((process.getProcessCpuTime() - before) / 1e9);
    }
}
