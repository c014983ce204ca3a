package io.maskstream.model.data;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The data set formats that can be read. */
public enum DataKind {
    /** Four IDX files, plain or gzip. */
    FASHION_MNIST("fashion-mnist"),
    /** Items of Fashion-MNIST among patches of others, made from its files: {@link ClutteredFashion}. */
    CLUTTERED_FASHION("cluttered-fashion"),
    /** Six binary batches. */
    CIFAR10("cifar10"),
    /** Two binary files; the 100 fine labels. */
    CIFAR100("cifar100"),
    /** Two MATLAB files of cropped digits. */
    SVHN("svhn"),
    /** A folder for each of ten classes, training and validation apart. */
    IMAGENETTE("imagenette"),
    /** Like Imagenette, ten breeds of dog. */
    IMAGEWOOF("imagewoof"),
    /** A folder for each class. */
    FOLDER("folder");

    private final String id;

    DataKind(String id) {
        this.id = id;
    }

    /** As it is written in {@code KIND:PATH}. */
    public String id() {
        return id;
    }

    /** Whether its images are encoded files, so that their pixels depend on the decoder of JPEG. */
    public boolean isDecoded() {
        return this == IMAGENETTE || this == IMAGEWOOF || this == FOLDER;
    }

    static String ids() {
        return Arrays.stream(values()).map(DataKind::id).collect(Collectors.joining(", "));
    }
}
