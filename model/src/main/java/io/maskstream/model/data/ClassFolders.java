package io.maskstream.model.data;

import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.Reduction;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.image.ScaledImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder for each class: {@code PATH/CLASS/*.jpg} and the like. Classes and files in the order of their names; other
 * files and hidden ones are passed over. Images are decoded, by the decoder that serves the model, each time they are
 * asked for.
 */
final class ClassFolders implements Dataset {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "webp", "bmp", "gif");

    private final List<String> labels;
    private final List<Path> files;
    private final int[] classIds;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    private ClassFolders(List<String> labels, List<Path> files, int[] classIds) {
        this.labels = labels;
        this.files = files;
        this.classIds = classIds;
    }

    /** The classes are named as their folders. */
    static ClassFolders open(Path directory) {
        List<Path> folders = sorted(directory, Files::isDirectory);
        ClassFolders opened = of(
                folders, folders.stream().map(f -> f.getFileName().toString()).toList());
        if (opened.files.isEmpty())
            throw new DatasetException(directory + " has no images in folders of their classes; put them there as "
                    + directory.resolve("CLASS") + "/*.jpg (or png, webp, bmp, gif)");
        return opened;
    }

    /** @param labels of the folders, one each */
    static ClassFolders of(List<Path> folders, List<String> labels) {
        List<Path> files = new ArrayList<>();
        List<Integer> classIds = new ArrayList<>();
        for (int c = 0; c < folders.size(); c++) {
            for (Path file : images(folders.get(c))) {
                files.add(file);
                classIds.add(c);
            }
        }
        return new ClassFolders(
                labels, files, classIds.stream().mapToInt(Integer::intValue).toArray());
    }

    static List<Path> images(Path folder) {
        return sorted(folder, ClassFolders::isImage);
    }

    private static List<Path> sorted(Path directory, Predicate<Path> wanted) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(p -> !p.getFileName().toString().startsWith("."))
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(directory + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public int label(int index) {
        return classIds[index];
    }

    @Override
    public RgbImage image(int index) {
        return image(index, Reduction.NONE).pixels();
    }

    @Override
    public ScaledImage image(int index, Reduction reduction) {
        Path file = files.get(index);
        try {
            DecodeResult result = decoder.decode(EncodedImage.of(ByteBuffer.wrap(Files.readAllBytes(file))), reduction);
            if (result instanceof DecodeResult.Decoded decoded) return decoded.scaled();
            DecodeResult.Rejected rejected = (DecodeResult.Rejected) result;
            throw new DatasetException(file + " is not an image that can be used: "
                    + rejected.rejection().message() + "; repair it or remove it");
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
