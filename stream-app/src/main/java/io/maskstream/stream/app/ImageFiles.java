package io.maskstream.stream.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Files and folders that a person names, as a list of image files. */
final class ImageFiles {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "webp", "bmp", "gif");

    private ImageFiles() {}

    /**
     * A file counts whatever it is called; of a folder and the folders in it, what is called like an image, in the order of
     * the names.
     *
     * @throws IllegalArgumentException when a path is not there, or a folder has no image
     */
    static List<Path> under(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path)) files.add(path);
            else if (Files.isDirectory(path)) files.addAll(inFolder(path));
            else throw new IllegalArgumentException(path + ": there is no such file or folder");
        }
        return List.copyOf(files);
    }

    private static List<Path> inFolder(Path folder) {
        List<Path> images;
        try (Stream<Path> all = Files.walk(folder)) {
            images = all.filter(file -> EXTENSIONS.contains(extension(file)) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
        if (images.isEmpty())
            throw new IllegalArgumentException(folder + ": has no files named *." + String.join(", *.", sorted()));
        return images;
    }

    private static List<String> sorted() {
        return EXTENSIONS.stream().sorted().toList();
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
