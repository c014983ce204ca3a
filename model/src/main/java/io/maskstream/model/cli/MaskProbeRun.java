package io.maskstream.model.cli;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskstream.model.ModelException;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.ablate.PairedDifference;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.Loader;
import io.maskstream.model.data.LoaderSettings;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.data.Subset;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.MaskIntervention;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Weights;
import io.maskstream.model.probe.MaskMap;
import io.maskstream.model.probe.MaskMapper;
import io.maskstream.model.probe.MaskProbe;
import io.maskstream.model.probe.MaskReport;
import io.maskstream.model.probe.MaskReport.Deletion;
import io.maskstream.model.runtime.NativeSettings;
import io.maskstream.model.script.NetworkProvenance;
import io.maskstream.model.train.MaskStatistics;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The probe of an artifact's masks, as a text and as JSON. */
final class MaskProbeRun {

    private static final int BATCH = 64;

    private MaskProbeRun() {}

    /** @throws ModelException when the artifact does not say what its network is, or has no dynamic mask */
    static MaskReport of(ModelArtifact artifact, Dataset images) throws IOException, InterruptedException {
        return with(
                artifact,
                Subset.shuffled(images, 1),
                (network, manager, items) ->
                        new MaskProbe(network, manager, artifact.spec().input()).run(items));
    }

    /**
     * The maps of all the images, in their order; none where the artifact has no network whose masks have maps.
     */
    static List<MaskMap> maps(ModelArtifact artifact, Dataset images) throws IOException, InterruptedException {
        boolean mapped = NetworkProvenance.mask(artifact.provenance())
                .filter(MaskMapper::hasMaps)
                .isPresent();
        if (!mapped || images.size() == 0) return List.of();
        ModelSpec spec = artifact.spec();
        return with(
                artifact,
                images,
                (network, manager, items) ->
                        new MaskMapper(network, manager, spec.input(), spec.normalization()).run(items));
    }

    /** What is done with an artifact's network. */
    private interface Task<T> {
        T run(DmcNetwork network, NDManager manager, Loader items) throws InterruptedException;
    }

    private static <T> T with(ModelArtifact artifact, Dataset images, Task<T> task)
            throws IOException, InterruptedException {
        NativeSettings.applyDefaults();
        try (NDManager manager = NDManager.newBaseManager()) {
            NetworkSpec spec = NetworkProvenance.read(
                    artifact.provenance(), artifact.spec().classes());
            Weights weights = Weights.read(artifact.verify().directory().resolve("weights.npz"));
            LoaderSettings settings = new LoaderSettings(BATCH, 1, 0);
            try (DmcNetwork network = DmcNetwork.create(spec, 1, manager);
                    Loader loader =
                            new Loader(images, Preprocessor.of(artifact.spec()), PixelTransform.NONE, settings)) {
                network.load(weights);
                return task.run(network, manager, loader);
            }
        } catch (IllegalArgumentException e) {
            throw new ModelException(ModelException.Kind.INVALID_ARTIFACT, artifact + ": " + e.getMessage(), e);
        }
    }

    static ObjectNode json(MaskReport r) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode().put("images", r.images());
        ObjectNode top1 = root.putObject("top1");
        r.top1().forEach((intervention, value) -> top1.put(Converters.Choice.word(intervention), value));
        root.set("masks", json.valueToTree(r.masks()));
        root.set("beta", json.valueToTree(r.beta()));
        r.explanation()
                .ifPresent(d ->
                        root.set("explanation", json.<ObjectNode>valueToTree(d).put("explains", d.explains())));
        return root;
    }

    static String text(MaskReport r) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%d images%n%ntop-1 with, in the mask's place:%n", r.images()));
        r.top1()
                .forEach((intervention, value) -> text.append(
                        String.format(Locale.ROOT, "  %-30s %6.2f %%%n", words(intervention), 100 * value)));
        text.append(String.format(
                Locale.ROOT,
                "%n%-12s %6s %10s %14s %15s%n",
                "block",
                "mean",
                "deviation",
                "within images",
                "between images"));
        for (MaskStatistics m : r.masks())
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %6.3f %10.3f %14.3f %15.3f%n",
                    m.block(),
                    m.mean(),
                    m.deviation(),
                    m.within(),
                    m.between()));
        text.append(String.format(Locale.ROOT, "%nimages by their gate beta_0 (channels), tenths of 0 to 2:%n"));
        r.beta().forEach((block, bins) -> text.append(String.format(Locale.ROOT, "%-12s %s%n", block, bins)));
        text.append(explanation(r.explanation()));
        return text.toString();
    }

    private static String words(MaskIntervention intervention) {
        return switch (intervention) {
            case NONE -> "the mask itself";
            case OTHER_IMAGE -> "that of another image";
            case BATCH_MEAN -> "its mean over the images";
            case SPATIAL_MEAN -> "its mean over the map";
            case ONE -> "1 (no mask)";
        };
    }

    private static String explanation(Optional<Deletion> found) {
        if (found.isEmpty())
            return String.format("%nA mask on the kernel has no map: it explains nothing about places.%n");
        Deletion d = found.get();
        return String.format(
                Locale.ROOT,
                "%nthe map as an explanation, %d images: deletion %.3f (random order %.3f, gain %s), insertion %.3f (random"
                        + " %.3f, gain %s): %s%n",
                d.images(),
                d.deletion(),
                d.randomDeletion(),
                gain(d.deletionGain()),
                d.insertion(),
                d.randomInsertion(),
                gain(d.insertionGain()),
                d.explains() ? "it ranks pixels better than chance" : "it may not be called an explanation");
    }

    private static String gain(PairedDifference gain) {
        return String.format(Locale.ROOT, "%+.3f (%+.3f to %+.3f)", gain.mean(), gain.low(), gain.high());
    }
}
