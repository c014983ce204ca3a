package io.maskstream.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Images that the tests make themselves. */
final class TestImages {

    static final int RED = 0xff0000;
    static final int GREEN = 0x00ff00;
    static final int BLUE = 0x0000ff;
    static final int YELLOW = 0xffff00;

    private TestImages() {}

    /** The same pseudo-random pixels every time: C's classic linear congruential generator, bits 16 to 23. */
    static RgbImage noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        int state = 12345;
        for (int i = 0; i < rgb.length; i++) {
            state = (state * 1103515245 + 12345) & 0x7fffffff;
            rgb[i] = (byte) (state >> 16);
        }
        return new RgbImage(width, height, rgb);
    }

    /** Red top left, green top right, blue bottom left, yellow bottom right. */
    static BufferedImage quadrants(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int top = x < width / 2 ? RED : GREEN;
                int bottom = x < width / 2 ? BLUE : YELLOW;
                image.setRGB(x, y, 0xff000000 | (y < height / 2 ? top : bottom));
            }
        return image;
    }

    static byte[] write(BufferedImage image, String format) {
        return write(new IIOImage(image, null, null), format, "");
    }

    /**
     * @param mode {@code progressive} (interlaced in PNG), a compression type of the format, or nothing
     */
    static byte[] write(BufferedImage image, String format, String mode) {
        return write(new IIOImage(image, null, null), format, mode);
    }

    /** A JPEG of samples that are stored as they are, without any marker that says what they mean. */
    static byte[] jpegOf(Raster samples) {
        return write(new IIOImage(samples, null, null), "jpeg", "");
    }

    private static byte[] write(IIOImage image, String format, String mode) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (mode.equals("progressive")) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            } else if (!mode.isEmpty()) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType(mode);
            }
            writer.setOutput(stream);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A JPEG with a segment put in behind its start-of-image marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + body.length);
        out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) (2 + body.length));
        return out.put(body).put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] adobe(int transform) {
        byte[] body = "Adobe\0d\0\0\0\0 ".getBytes(StandardCharsets.ISO_8859_1);
        body[11] = (byte) transform;
        return body;
    }

    /** A TIFF structure that has the orientation and nothing else. */
    static byte[] exif(int orientation, boolean little) {
        ByteBuffer out = ByteBuffer.allocate(26).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        out.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M')).putShort((short) 42);
        out.putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1);
        return out.putShort((short) orientation).array();
    }

    /** A PNG of the chunks that are given, with right CRCs and IEND. */
    static byte[] png(Object... typesAndBodies) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(PngWalk.SIGNATURE.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < typesAndBodies.length; i += 2)
                chunk(out, (String) typesAndBodies[i], (byte[]) typesAndBodies[i + 1]);
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] body) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
        crc.update(body);
        out.writeInt(body.length);
        out.writeBytes(type);
        out.write(body);
        out.writeInt((int) crc.getValue());
    }

    static byte[] ihdr(int width, int height, int depth, int colorType) {
        ByteBuffer body = ByteBuffer.allocate(13).putInt(width).putInt(height);
        return body.put((byte) depth).put((byte) colorType).array();
    }

    static byte[] deflate(byte[] raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static int colorAt(RgbImage image, int x, int y) {
        int at = 3 * (y * image.width() + x);
        byte[] rgb = image.rgb();
        return ((rgb[at] & 0xff) << 16) | ((rgb[at + 1] & 0xff) << 8) | (rgb[at + 2] & 0xff);
    }
}
