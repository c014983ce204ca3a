package io.maskstream.model.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.maskstream.model.InputShape;
import io.maskstream.model.Normalization;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.Loader;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.network.ActivationObserver;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.MaskIntervention;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.train.GradientMode;
import io.maskstream.model.train.TrainStep;
import java.util.ArrayList;
import java.util.List;

/** Reads the input masks of a trained network as maps over its images. For one thread. */
public final class MaskMapper {

    private final DmcNetwork network;
    private final NDManager manager;
    private final InputShape input;
    private final Normalization normalization;

    /**
     * @param manager owns what a batch needs, while it needs it
     * @param normalization of the images that will come, to show them as they were
     * @throws IllegalArgumentException when the network's masks have no map
     */
    public MaskMapper(DmcNetwork network, NDManager manager, InputShape input, Normalization normalization) {
        if (!hasMaps(network.spec().mask()))
            throw new IllegalArgumentException("the network's mask is "
                    + network.spec().mask() + ", which has no map; only a mask on the input has one");
        this.network = network;
        this.manager = manager;
        this.input = input;
        this.normalization = normalization;
    }

    /** Whether a mask has a value for each place of each image. */
    public static boolean hasMaps(MaskKind mask) {
        return mask == MaskKind.INPUT;
    }

    /** One pass over the loader's items: the map of each, in their order. */
    public List<MaskMap> run(Loader items) throws InterruptedException {
        List<MaskMap> found = new ArrayList<>();
        try (GradientMode off = GradientMode.off();
                Loader.Pass pass = items.inOrder()) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next()) {
                    add(batch, found);
                }
            }
        }
        return found;
    }

    private void add(Batch batch, List<MaskMap> found) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray images = TrainStep.images(batch, input, scope);
            MaskMaps maps = new MaskMaps(input);
            ActivationObserver observer = (name, value) -> {
                if (name.endsWith(".mask")) maps.add(value.getShape(), value.toFloatArray());
            };
            network.logits(new ParameterStore(manager, false), images, observer, MaskIntervention.NONE);
            float[] pixels = images.toFloatArray();
            for (int i = 0; i < batch.count(); i++) found.add(new MaskMap(seen(pixels, i), maps.of(i)));
        }
    }

    /** The image that was made into these numbers. */
    private RgbImage seen(float[] pixels, int image) {
        int plane = input.height() * input.width();
        byte[] rgb = new byte[3 * plane];
        for (int c = 0; c < 3; c++) {
            float mean = normalization.mean().get(c);
            float std = normalization.std().get(c);
            for (int p = 0; p < plane; p++) {
                float value = 255 * (pixels[(3 * image + c) * plane + p] * std + mean);
                rgb[3 * p + c] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return new RgbImage(input.width(), input.height(), rgb);
    }
}
