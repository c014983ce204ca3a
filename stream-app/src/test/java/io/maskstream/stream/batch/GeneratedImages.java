package io.maskstream.stream.batch;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG and PNG files of many sizes and colour types, a folder for each, so that a class id tells the file. */
final class GeneratedImages {

    private static final int[] JPEG_TYPES = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY};
    private static final int[] PNG_TYPES = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_USHORT_GRAY
    };

    private GeneratedImages() {}

    /** @return the files, in the order of their folders */
    static Path[] write(Path directory, int count) throws IOException {
        Path[] files = new Path[count];
        SplittableRandom random = new SplittableRandom(20_000);
        for (int i = 0; i < count; i++) {
            boolean jpeg = i % 2 == 0;
            files[i] = directory.resolve(String.format(Locale.ROOT, "%03d", i)).resolve(jpeg ? "a.jpg" : "a.png");
            Files.createDirectories(files[i].getParent());
            int[] types = jpeg ? JPEG_TYPES : PNG_TYPES;
            BufferedImage image = image(types[i / 2 % types.length], random);
            if (jpeg) writeJpeg(image, 0.3f + 0.7f * random.nextInt(11) / 10, files[i]);
            else ImageIO.write(image, "png", files[i].toFile());
        }
        return files;
    }

    private static BufferedImage image(int type, SplittableRandom random) {
        // Every tenth has the model's size, which is taken as it is; some are thin.
        boolean asInput = random.nextInt(10) == 0;
        int width = asInput ? TensorIdentityTest.INPUT.width() : random.nextInt(1, 160);
        int height = asInput ? TensorIdentityTest.INPUT.height() : random.nextInt(1, 160);
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D g = image.createGraphics();
        for (int i = 0; i < 40; i++) {
            g.setColor(new Color(
                    random.nextInt(256), random.nextInt(256), random.nextInt(256), 128 + random.nextInt(128)));
            g.fillOval(
                    random.nextInt(width),
                    random.nextInt(height),
                    1 + random.nextInt(width),
                    1 + random.nextInt(height));
        }
        g.dispose();
        return image;
    }

    private static void writeJpeg(BufferedImage image, float quality, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
