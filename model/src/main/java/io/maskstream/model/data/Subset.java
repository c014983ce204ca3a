package io.maskstream.model.data;

import io.maskstream.model.image.RgbImage;
import java.util.List;

/** Some items of a data set, in the order given. Shares the data set; copies nothing of it. */
final class Subset implements Dataset {

    private final Dataset all;
    private final int[] indices;

    Subset(Dataset all, int[] indices) {
        this.all = all;
        this.indices = indices.clone();
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
}
