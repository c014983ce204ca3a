package io.maskstream.model.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A data set's place: {@code KIND:PATH}. Immutable; nothing is opened until it is asked for. */
public record DataSource(DataKind kind, Path path) {

    /** @throws DatasetException when the text is not {@code KIND:PATH} */
    public static DataSource parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1)
            throw new DatasetException("data: '" + text
                    + "' is not KIND:PATH, for example fashion-mnist:/usr/share/datasets/fashion-mnist");
        String kind = text.substring(0, colon);
        for (DataKind k : DataKind.values()) if (k.id().equals(kind)) return new DataSource(k, path(text, colon));
        throw new DatasetException("data: unknown kind '" + kind + "'; use one of " + DataKind.ids());
    }

    private static Path path(String text, int colon) {
        try {
            return Path.of(text.substring(colon + 1));
        } catch (InvalidPathException e) {
            throw new DatasetException("data: '" + text + "' has no valid path after the colon", e);
        }
    }

    /** The images to train on, in full: the validation split is taken out of them by {@link Split}. */
    public Dataset training() {
        return open(Part.TRAIN);
    }

    /** The published test images; for a folder, which has no such part, every image of it. */
    public Dataset test() {
        return open(Part.TEST);
    }

    private Dataset open(Part part) {
        return switch (kind) {
            case FASHION_MNIST -> FashionMnist.open(directory(), part);
            case CLUTTERED_FASHION -> ClutteredFashion.open(directory(), part);
            case CIFAR10 -> CifarVersion.CIFAR10.open(directory(), part);
            case CIFAR100 -> CifarVersion.CIFAR100.open(directory(), part);
            case SVHN -> Svhn.open(directory(), part);
            case IMAGENETTE -> Imagenette.IMAGENETTE.open(directory(), part);
            case IMAGEWOOF -> Imagenette.IMAGEWOOF.open(directory(), part);
            case FOLDER -> ClassFolders.open(directory());
        };
    }

    private Path directory() {
        if (!Files.isDirectory(path))
            throw new DatasetException("data: " + path + " is not a directory; " + kind.id()
                    + " needs the directory that holds its files");
        return path;
    }

    @Override
    public String toString() {
        return kind.id() + ":" + path;
    }
}
