package io.maskstream.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * JPEG pixels through the JDK's reader (libjpeg) or libjpeg-turbo, which see a file of bare essentials.
 *
 * @param adobe the file's own Adobe transform, {@link JpegFrame#NO_ADOBE} without one
 * @param essentials tables, frame header, scans
 */
record JpegImage(JpegFrame frame, JpegFrame.Colors colors, int adobe, Splice essentials, Orientation orientation)
        implements WalkedImage {

    @Override
    public int width() {
        return frame.width();
    }

    @Override
    public int height() {
        return frame.height();
    }

    @Override
    public byte[] pixels(Readers readers) throws IOException {
        ImageReader reader = readers.open(ImageEncoding.JPEG, splice().toArray());
        return switch (colors) {
            case GRAY, RGB, YCC -> {
                byte[] rgb = new byte[3 * width() * height()];
                BufferedImage into = Pixels.wrap(width(), height(), rgb);
                ImageReadParam param = new ImageReadParam();
                param.setDestination(into);
                reader.read(0, param);
                yield rgb;
            }
            case CMYK, YCCK -> {
                Raster raster = reader.readRaster(0, null);
                byte[] inks = ((DataBufferByte) raster.getDataBuffer()).getData();
                yield Inks.toRgb(inks, colors == JpegFrame.Colors.YCCK, adobe != JpegFrame.NO_ADOBE);
            }
        };
    }

    /** Nothing of CMYK, whose conversion is our own, nor of what is larger than the native memory may be. */
    @Override
    public Optional<byte[]> turbo(Readers readers, Scale scale) {
        int width = scale.of(width());
        int height = scale.of(height());
        Splice file = splice();
        boolean fits = 3L * width * height <= TurboJpeg.MOST_BYTES && file.length() <= TurboJpeg.MOST_BYTES;
        return switch (colors) {
            case GRAY, RGB, YCC -> fits ? turbo(readers, file, width, height) : Optional.empty();
            case CMYK, YCCK -> Optional.empty();
        };
    }

    /** Where native memory is out, the JDK may still have what it needs. */
    private static Optional<byte[]> turbo(Readers readers, Splice file, int width, int height) {
        try {
            return readers.turbo().flatMap(turbo -> turbo.decode(file, width, height));
        } catch (OutOfMemoryError e) {
            readers.closeTurbo();
            return Optional.empty();
        }
    }

    /**
     * With an Adobe segment of our own where there are colours: left alone, the JDK takes 3 components that are neither
     * subsampled nor marked for RGB, against libjpeg and everyone else.
     */
    private Splice splice() {
        Splice file = new Splice().add(0xff, 0xd8);
        if (colors != JpegFrame.Colors.GRAY) {
            int transform = switch (colors) {
                case YCC -> 1;
                case YCCK -> 2;
                default -> 0;
            };
            file.add(0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform);
        }
        return file.add(essentials).add(0xff, 0xd9);
    }
}
