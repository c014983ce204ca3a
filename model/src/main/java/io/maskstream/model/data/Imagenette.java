package io.maskstream.model.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Imagenette and Imagewoof (Howard 2019): ten classes of ImageNet each, {@code train/WNID/*.JPEG} and {@code
 * val/WNID/*.JPEG}. Published for evaluation is {@code val}. Class ids are in the order of the WordNet ids.
 *
 * @param names of classes by WordNet id
 */
record Imagenette(Map<String, String> names) {

    static final Published PUBLISHED = new Published("https://github.com/fastai/imagenette");

    static final Imagenette IMAGENETTE = new Imagenette(Map.of(
            "n01440764", "tench",
            "n02102040", "English springer",
            "n02979186", "cassette player",
            "n03000684", "chain saw",
            "n03028079", "church",
            "n03394916", "French horn",
            "n03417042", "garbage truck",
            "n03425413", "gas pump",
            "n03445777", "golf ball",
            "n03888257", "parachute"));

    static final Imagenette IMAGEWOOF = new Imagenette(Map.of(
            "n02086240", "Shih-Tzu",
            "n02087394", "Rhodesian ridgeback",
            "n02088364", "Beagle",
            "n02089973", "English foxhound",
            "n02093754", "Border terrier",
            "n02096294", "Australian terrier",
            "n02099601", "Golden retriever",
            "n02105641", "Old English sheepdog",
            "n02111889", "Samoyed",
            "n02115641", "Dingo"));

    Dataset open(Path directory, Part part) {
        Path images = directory.resolve(part == Part.TRAIN ? "train" : "val");
        List<Path> folders = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        new TreeMap<>(names).forEach((wnid, name) -> {
            requireFolder(images.resolve(wnid), name);
            folders.add(images.resolve(wnid));
            labels.add(name);
        });
        return ClassFolders.of(folders, List.copyOf(labels));
    }

    private static void requireFolder(Path folder, String name) {
        if (!Files.isDirectory(folder))
            throw new DatasetException(folder + " (" + name + ") is missing; get it from " + PUBLISHED.page()
                    + " and name the directory that holds train and val");
        if (ClassFolders.images(folder).isEmpty())
            throw new DatasetException(
                    folder + " (" + name + ") has no images; get them again from " + PUBLISHED.page());
    }
}
