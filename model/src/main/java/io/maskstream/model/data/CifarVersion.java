package io.maskstream.model.data;

import java.nio.file.Path;
import java.util.List;

/**
 * The two data sets of Krizhevsky (2009) in their binary version.
 *
 * @param folder that the archive unpacks to
 * @param names file of the class names, a line each
 * @param labelBytes before the pixels of a record; the last of them is the class id
 */
record CifarVersion(
        String folder, String names, int classes, int labelBytes, List<String> trainFiles, String testFile) {

    static final CifarVersion CIFAR10 = new CifarVersion(
            "cifar-10-batches-bin",
            "batches.meta.txt",
            10,
            1,
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            "test_batch.bin");

    /** With its 100 fine labels; the byte before them is one of 20 coarse ones. */
    static final CifarVersion CIFAR100 =
            new CifarVersion("cifar-100-binary", "fine_label_names.txt", 100, 2, List.of("train.bin"), "test.bin");

    List<String> files(Part part) {
        return part == Part.TRAIN ? trainFiles : List.of(testFile);
    }

    /** @param directory with the files, or with the folder that holds them */
    Dataset open(Path directory, Part part) {
        return Cifar.open(Published.unpacked(directory, folder), this, part);
    }
}
