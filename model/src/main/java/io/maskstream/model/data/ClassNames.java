package io.maskstream.model.data;

import io.maskstream.model.image.Reduction;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.image.ScaledImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Class names of a data set and of a model, matched. */
public final class ClassNames {

    private ClassNames() {}

    /**
     * The name of a class as a folder: characters other than letters, digits, dot, underscore and hyphen become hyphens
     * ({@code T-shirt/top} is {@code T-shirt-top}).
     */
    public static String folder(String label) {
        return label.replaceAll("[^\\p{L}\\p{N}._-]", "-");
    }

    /**
     * The same images with the class ids of a model. A class matches a label that equals it, as they are or as folder
     * names.
     *
     * @throws DatasetException when a class has no label
     */
    public static Dataset match(Dataset dataset, List<String> labels) {
        if (dataset.labels().equals(labels)) return dataset;
        Map<String, Integer> byFolder = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) byFolder.putIfAbsent(folder(labels.get(i)), i);
        List<String> unknown = new ArrayList<>();
        int[] ids = new int[dataset.labels().size()];
        for (int i = 0; i < ids.length; i++) {
            String name = dataset.labels().get(i);
            ids[i] = labels.contains(name) ? labels.indexOf(name) : byFolder.getOrDefault(folder(name), -1);
            if (ids[i] < 0) unknown.add(name);
        }
        if (!unknown.isEmpty())
            throw new DatasetException(
                    "the classes " + unknown + " are not labels of the model; its labels are " + labels);
        return new Matched(dataset, List.copyOf(labels), ids);
    }

    private record Matched(Dataset dataset, List<String> labels, int[] ids) implements Dataset {

        @Override
        public int size() {
            return dataset.size();
        }

        @Override
        public int label(int index) {
            return ids[dataset.label(index)];
        }

        @Override
        public RgbImage image(int index) {
            return dataset.image(index);
        }

        @Override
        public ScaledImage image(int index, Reduction reduction) {
            return dataset.image(index, reduction);
        }
    }
}
