package io.maskstream.model.report;

import io.maskstream.model.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures as bytes. */
public final class Png {

    private Png() {}

    public static byte[] bytes(BufferedImage picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("PNG in memory: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /** For the {@code src} of an HTML image. */
    static String dataUri(BufferedImage picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(picture));
    }

    /** The image with its pixels as they are; a browser may enlarge them. */
    static BufferedImage of(RgbImage image) {
        byte[] rgb = image.rgb();
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < image.width() * image.height(); i++)
            picture.setRGB(
                    i % image.width(),
                    i / image.width(),
                    ((rgb[3 * i] & 0xff) << 16) | ((rgb[3 * i + 1] & 0xff) << 8) | (rgb[3 * i + 2] & 0xff));
        return picture;
    }
}
