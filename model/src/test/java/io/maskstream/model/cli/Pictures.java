package io.maskstream.model.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Image files of one colour each. */
final class Pictures {

    private Pictures() {}

    static Path write(Path file, int width, int height, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) image.setRGB(x, y, rgb);
        String name = file.getFileName().toString();
        Path parent = file.getParent();
        if (parent != null) Files.createDirectories(parent);
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    /** {@code dark} and {@code light}, in as many shades of gray as there are images of a class. */
    static Path twoClasses(Path folder, int each) throws IOException {
        for (int i = 0; i < each; i++) {
            int shade = i * 90 / each;
            write(folder.resolve("dark/" + i + ".png"), 8, 8, 0x010101 * shade);
            write(folder.resolve("light/" + i + ".png"), 8, 8, 0x010101 * (255 - shade));
        }
        return folder;
    }

    /** A JPEG with an EXIF orientation that turns it by 90 degrees. */
    static Path writeTurned(Path file, int width, int height, int rgb) throws IOException {
        byte[] jpeg = Files.readAllBytes(write(file, width, height, rgb));
        byte[] app1 = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0, // marker, length, name
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8, // TIFF header, offset of the directory
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0 // one entry: orientation 6
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(app1);
        out.write(jpeg, 2, jpeg.length - 2);
        Files.write(file, out.toByteArray());
        return file;
    }
}
