package io.maskstream.it.bench;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.schemas.ImageFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Encoded images in memory, in a fixed order, over and over. Immutable. */
final class Corpus {

    private static final String RAW = ".rgb";

    private record Picture(byte[] bytes, boolean isRaw) {}

    private final List<Picture> pictures;

    private Corpus(List<Picture> pictures) {
        this.pictures = pictures;
    }

    /** Every PNG and JPEG file below the folder, and every .rgb: the pixels of 32x32. */
    static Corpus read(Path folder) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Corpus::isImage).sorted().toList())
                pictures.add(
                        new Picture(Files.readAllBytes(file), file.toString().endsWith(RAW)));
        }
        if (pictures.isEmpty()) throw new IOException(folder + " holds no .png, .jpg, .jpeg or .rgb file");
        return new Corpus(pictures);
    }

    /** Writes pictures of a seeded camera into the folder. */
    static void write(Path folder, FrameFormat format, int count) throws IOException {
        Files.createDirectories(folder);
        boolean small = format != FrameFormat.JPEG;
        for (int i = 0; i < count; i++) {
            Scene scene = small
                    ? new Scene(FrameFormat.SMALL, FrameFormat.SMALL, i)
                    : new Scene(FrameFormat.WIDTH, FrameFormat.HEIGHT, i);
            String name = String.format(Locale.ROOT, "%03d", i);
            switch (format) {
                case RAW -> Files.write(folder.resolve(name + RAW), scene.rgb());
                case PNG -> Files.write(folder.resolve(name + ".png"), scene.png());
                case JPEG -> Files.write(folder.resolve(name + ".jpg"), scene.jpeg());
            }
        }
    }

    private static boolean isImage(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|rgb)");
    }

    /** As the decoder takes it. */
    EncodedImage image(long number) {
        Picture picture = picture(number);
        ByteBuffer content = ByteBuffer.wrap(picture.bytes);
        if (!picture.isRaw) return EncodedImage.of(content);
        return new EncodedImage(
                content, ImageEncoding.RAW_RGB24, OptionalInt.of(FrameFormat.SMALL), OptionalInt.of(FrameFormat.SMALL));
    }

    /** The bytes as they came, not to be written to. */
    byte[] bytes(long number) {
        return picture(number).bytes;
    }

    int size() {
        return pictures.size();
    }

    /** Sets content, encoding and size of a frame. */
    void fill(ImageFrame.Builder frame, long number) {
        Picture picture = picture(number);
        frame.setContent(ByteBuffer.wrap(picture.bytes));
        if (!picture.isRaw) return;
        frame.setEncoding(io.maskstream.schemas.ImageEncoding.RAW_RGB24)
                .setWidth(FrameFormat.SMALL)
                .setHeight(FrameFormat.SMALL);
    }

    private Picture picture(long number) {
        return pictures.get((int) (number % pictures.size()));
    }
}
