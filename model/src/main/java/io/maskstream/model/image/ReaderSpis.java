package io.maskstream.model.image;

import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/**
 * Makers of the readers, each taken by its class name: {@code ImageIO.read} would ask whatever plug-in the application
 * has on its class path.
 */
record ReaderSpis(ImageReaderSpi jpeg) {

    static ReaderSpis ofJdk() {
        return new ReaderSpis(byName("com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi"));
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
