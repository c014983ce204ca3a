package io.maskstream.it.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What a camera might see: a shaded wall, things before it, the sensor's noise. The same seed gives the same pixels. */
final class Scene {

    private static final int THINGS = 12;
    private static final double NOISE = 4;
    private static final float JPEG_QUALITY = 0.85f;

    private final BufferedImage image;

    Scene(int width, int height, long seed) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(new GradientPaint(0, 0, color(random), width, height, color(random)));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < THINGS; i++) {
            g.setPaint(new GradientPaint(0, 0, color(random), width / 2f, height, color(random)));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int w = 1 + random.nextInt(width / 3);
            int h = 1 + random.nextInt(height / 3);
            if (i % 2 == 0) g.fillOval(x - w / 2, y - h / 2, w, h);
            else g.fillRect(x - w / 2, y - h / 2, w, h);
        }
        g.dispose();
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) image.setRGB(x, y, noisy(image.getRGB(x, y), random));
    }

    private static Color color(Random random) {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private static int noisy(int rgb, Random random) {
        int noisy = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int value = (rgb >> shift & 0xff) + (int) Math.round(NOISE * random.nextGaussian());
            noisy |= Math.max(0, Math.min(255, value)) << shift;
        }
        return noisy;
    }

    /** Row by row: red, green, blue. */
    byte[] rgb() {
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                for (int shift = 16; shift >= 0; shift -= 8) rgb[at++] = (byte) (image.getRGB(x, y) >> shift);
        return rgb;
    }

    byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    byte[] jpeg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
