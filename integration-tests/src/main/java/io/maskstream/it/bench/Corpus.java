package io.maskstream.it.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Encoded images in memory, in a fixed order, over and over. Immutable. */
final class Corpus {

    private final List<byte[]> images;

    private Corpus(List<byte[]> images) {
        this.images = images;
    }

    /** Every PNG and JPEG file below the folder. */
    static Corpus read(Path folder) throws IOException {
        List<byte[]> images = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Corpus::isImage).sorted().toList()) images.add(Files.readAllBytes(file));
        }
        if (images.isEmpty()) throw new IOException(folder + " holds no .png, .jpg or .jpeg file");
        return new Corpus(images);
    }

    private static boolean isImage(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)");
    }

    ByteBuffer image(long number) {
        return ByteBuffer.wrap(images.get((int) (number % images.size())));
    }
}
