package io.maskstream.model.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.util.Map;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/**
 * Makers of the readers, each taken by its class name: {@code ImageIO.read} would ask whatever plug-in the application
 * has on its class path.
 */
final class ReaderSpis {

    private static final String JDK = "com.sun.imageio.plugins.";

    private final Map<ImageEncoding, ImageReaderSpi> spis;

    /**
     * @throws IllegalStateException if the JDK's readers are not there
     */
    ReaderSpis() {
        spis = Map.of(
                ImageEncoding.JPEG, byName(JDK + "jpeg.JPEGImageReaderSpi"),
                ImageEncoding.GIF, byName(JDK + "gif.GIFImageReaderSpi"),
                ImageEncoding.BMP, byName(JDK + "bmp.BMPImageReaderSpi"),
                ImageEncoding.WEBP, new WebPImageReaderSpi());
    }

    ImageReaderSpi of(ImageEncoding format) {
        ImageReaderSpi spi = spis.get(format);
        if (spi == null) throw new IllegalArgumentException(format + " has no reader");
        return spi;
    }

    private static ImageReaderSpi byName(String name) {
        try {
            Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            if (IIORegistry.getDefaultInstance().getServiceProviderByClass(type) instanceof ImageReaderSpi spi)
                return spi;
        } catch (ClassNotFoundException e) {
            throw missing(name, e);
        }
        throw missing(name, null);
    }

    private static IllegalStateException missing(String name, @Nullable Throwable cause) {
        return new IllegalStateException(
                name + " is not there: a JDK with the java.desktop module is needed, and its ImageIO readers must not"
                        + " have been deregistered",
                cause);
    }
}
