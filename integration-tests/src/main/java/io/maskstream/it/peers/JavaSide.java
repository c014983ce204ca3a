package io.maskstream.it.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;
import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.augment.Augmentation;
import io.maskstream.model.augment.Flip;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.NativeSettings;
import io.maskstream.model.script.ExportRequest;
import io.maskstream.model.script.ModelExport;
import io.maskstream.model.train.Recipe;
import io.maskstream.model.train.TrainingSpeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Our side: writes the archive into a folder, then trains and predicts as it is told. See {@link Side}. */
final class JavaSide {

    private static final int CLASSES = 10;
    private static final InputShape INPUT = new InputShape(3, 32, 32);

    private JavaSide() {}

    /** @param args network, mask, batch in training, batch in inference, folder for the model */
    public static void main(String[] args) throws IOException {
        NativeSettings.applyDefaults();
        int trained = Integer.parseInt(args[2]);
        int predicted = Integer.parseInt(args[3]);
        NetworkSpec spec = NetworkPreset.of(args[0]).spec(CLASSES);
        if (!args[1].equals("none")) spec = spec.withMask(MaskKind.valueOf(args[1].toUpperCase(Locale.ROOT)));
        float[] pixels = pixels(predicted);
        try (NDManager manager = NDManager.newBaseManager();
                DmcNetwork network = DmcNetwork.create(spec, 1, manager);
                Classifier classifier = Classifier.open(
                        export(spec, network, pixels, Path.of(args[4])), DeviceRequest.ONE_CPU, ImageLimits.DEFAULT);
                TrainingSpeed training = new TrainingSpeed(network, recipe(trained), INPUT)) {
            FloatBuffer batch = FloatBuffer.wrap(pixels);
            float[] logits = new float[predicted * CLASSES];
            answer(Map.of("train", training::run, "infer", times -> {
                for (int i = 0; i < times; i++) classifier.predictor().predict(batch, predicted, logits);
                return (long) times * predicted;
            }));
        }
    }

    /** @param tasks from how many times to images */
    private static void answer(Map<String, IntToLongFunction> tasks) throws IOException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        System.out.println("ready");
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] taskAndTimes = line.split(" ");
            IntToLongFunction task = tasks.get(taskAndTimes[0]);
            if (task == null) throw new IOException("no task '" + taskAndTimes[0] + "'");
            long before = process.getProcessCpuTime();
            long images = task.applyAsLong(Integer.parseInt(taskAndTimes[1]));
            System.out.println(images + " " + (process.getProcessCpuTime() - before));
        }
    }

    private static ModelArtifact export(NetworkSpec spec, DmcNetwork network, float[] pixels, Path models)
            throws IOException {
        List<String> labels =
                IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
        Normalization normalization = new Normalization(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        ModelSpec model = new ModelSpec("speed", "1", labels, INPUT, normalization, ResizeRule.STRETCH, 1);
        return ModelExport.write(
                new ExportRequest(spec, network.weights(), model, pixels, List.of(), Map.of()), models);
    }

    private static Recipe recipe(int batch) {
        Recipe.Optimizer optimizer =
                new Recipe.Optimizer(Recipe.ScheduleKind.ONE_CYCLE, 0.1f, 0.5f, 0.9f, 5e-4f, 5e-4f);
        return new Recipe(
                1, batch, 1, optimizer, 0.1f, Augmentation.light(4, Flip.RANDOM), new Recipe.Averaging(0, 0), 1);
    }

    private static float[] pixels(int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[count * INPUT.floats()];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextDouble(-2, 2);
        return pixels;
    }
}
