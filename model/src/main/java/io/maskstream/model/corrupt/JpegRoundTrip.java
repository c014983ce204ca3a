package io.maskstream.model.corrupt;

import io.maskstream.model.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Written as JPEG by the JDK's codec (colour at half resolution) and read again. */
final class JpegRoundTrip {

    private JpegRoundTrip() {}

    /** @param quality in [0,1] */
    static RgbImage of(RgbImage image, float quality) {
        int width = image.width();
        int height = image.height();
        byte[] rgb = image.rgb();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++)
            picture.setRGB(
                    i % width,
                    i / width,
                    ((rgb[3 * i] & 0xff) << 16) | ((rgb[3 * i + 1] & 0xff) << 8) | (rgb[3 * i + 2] & 0xff));
        try {
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(jpeg(picture, quality)));
            byte[] out = new byte[rgb.length];
            for (int i = 0; i < width * height; i++) {
                int pixel = read.getRGB(i % width, i / width);
                for (int c = 0; c < 3; c++) out[3 * i + c] = (byte) (pixel >> (16 - 8 * c));
            }
            return new RgbImage(width, height, out);
        } catch (IOException e) {
            throw new UncheckedIOException("JPEG in memory: " + e.getMessage(), e);
        }
    }

    private static byte[] jpeg(BufferedImage picture, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
            out.flush();
            return bytes.toByteArray();
        } finally {
            writer.dispose();
        }
    }
}
