package io.maskstream.model.data;

import io.maskstream.model.image.Reduction;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.image.ScaledImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Some items of a data set, in the order given. Shares the data set; copies nothing of it. */
public final class Subset implements Dataset {

    private final Dataset all;
    private final int[] indices;

    /** @param indices of items of the data set */
    public Subset(Dataset all, int[] indices) {
        this.all = all;
        this.indices = indices.clone();
    }

    /** The same items in a random order, the same for a seed. */
    public static Dataset shuffled(Dataset all, long seed) {
        int[] indices = IntStream.range(0, all.size()).toArray();
        Split.shuffle(indices, new SplittableRandom(seed));
        return new Subset(all, indices);
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public List<String> labels() {
        return all.labels();
    }

    @Override
    public int label(int index) {
        return all.label(indices[index]);
    }

    @Override
    public RgbImage image(int index) {
        return all.image(indices[index]);
    }

    @Override
    public ScaledImage image(int index, Reduction reduction) {
        return all.image(indices[index], reduction);
    }
}
