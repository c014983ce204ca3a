package io.maskstream.model.image;

import java.io.IOException;
import java.util.zip.Inflater;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** One thread's decoders, made once and reused: a JDK reader costs more to make than to read a small image. */
final class Readers {

    private final ReaderInput input = new ReaderInput();
    private final Inflater inflater = new Inflater();
    private final ImageReader jpeg;
    private @Nullable ImageReader busy;

    private Readers(ImageReader jpeg) {
        this.jpeg = jpeg;
    }

    static Readers of(ReaderSpis spis) {
        try {
            return new Readers(spis.jpeg().createReaderInstance());
        } catch (IOException e) {
            throw new IllegalStateException("an image reader cannot be made", e);
        }
    }

    ImageReader jpeg(byte[] file) throws IOException {
        return ready(jpeg, file);
    }

    Inflater inflater() {
        inflater.reset();
        return inflater;
    }

    private ImageReader ready(ImageReader reader, byte[] file) throws IOException {
        busy = reader;
        input.reset(file);
        reader.setInput(input, true, true);
        return reader;
    }

    /** Lets go of the image that was read last. */
    void clear() throws IOException {
        if (busy == null) return;
        busy.setInput(null);
        busy = null;
        input.reset(new byte[0]);
    }

    /** After a reader failed: its state is not to be trusted again. */
    void dispose() {
        jpeg.dispose();
        inflater.end();
    }
}
