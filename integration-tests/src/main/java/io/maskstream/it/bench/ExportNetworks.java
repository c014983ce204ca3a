package io.maskstream.it.bench;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.runtime.NativeSettings;
import io.maskstream.model.script.ExportRequest;
import io.maskstream.model.script.ModelExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Exports a network in some versions, each with weights of its own; in a JVM of its own, for it loads libtorch. */
final class ExportNetworks {

    private static final InputShape INPUT = new InputShape(3, FrameFormat.SMALL, FrameFormat.SMALL);
    private static final int SAMPLES = 2;

    private ExportNetworks() {}

    /**
     * Answers {@code NETWORK VERSIONS} when they are exported.
     *
     * @param args the folder that gets NETWORK/1, NETWORK/2, ...
     */
    public static void main(String[] args) throws IOException {
        NativeSettings.applyDefaults();
        Answers.answer(words -> {
            for (int version = 1; version <= Integer.parseInt(words[1]); version++)
                export(Network.valueOf(words[0]), version, Path.of(args[0]));
            return "done";
        });
    }

    private static void export(Network kind, int version, Path models) throws IOException {
        List<String> labels =
                IntStream.range(0, Network.CLASSES).mapToObj(i -> "class " + i).toList();
        Normalization normalization = new Normalization(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        ModelSpec model = new ModelSpec(
                kind.label(), String.valueOf(version), labels, INPUT, normalization, ResizeRule.STRETCH, 1);
        SplittableRandom random = new SplittableRandom(version);
        float[] samples = new float[SAMPLES * INPUT.floats()];
        for (int i = 0; i < samples.length; i++) samples[i] = (float) random.nextDouble(-2, 2);
        try (NDManager manager = NDManager.newBaseManager();
                DmcNetwork network = DmcNetwork.create(kind.spec(), version, manager)) {
            ModelExport.write(
                    new ExportRequest(kind.spec(), network.weights(), model, samples, List.of(), Map.of(), kind.form()),
                    models);
        }
    }
}
