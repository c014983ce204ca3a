package io.maskstream.model.image;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.Inflater;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** One thread's decoders, made when first needed and reused: a reader costs more to make than to read a small image. */
final class Readers {

    private final ReaderSpis spis;
    private final Supplier<Optional<TurboJpeg>> turbos;
    private final ReaderInput input = new ReaderInput();
    private final Inflater inflater = new Inflater();
    private final Map<ImageEncoding, ImageReader> made = new EnumMap<>(ImageEncoding.class);
    private @Nullable ImageReader busy;
    private @Nullable TurboJpeg turbo;

    Readers(ReaderSpis spis) {
        this(spis, TurboJpeg::open);
    }

    Readers(ReaderSpis spis, Supplier<Optional<TurboJpeg>> turbos) {
        this.spis = spis;
        this.turbos = turbos;
    }

    /** For PNG; fresh. */
    Inflater inflater() {
        inflater.reset();
        return inflater;
    }

    /** Nothing where there is no native memory for one. */
    Optional<TurboJpeg> turbo() {
        if (turbo == null) turbo = turbos.get().orElse(null);
        return Optional.ofNullable(turbo);
    }

    /** After it failed: the next image gets a new one. */
    void closeTurbo() {
        if (turbo != null) turbo.close();
        turbo = null;
    }

    /** The format's reader, about to read the file. */
    ImageReader open(ImageEncoding format, byte[] file) throws IOException {
        ImageReader reader = made.get(format);
        if (reader == null) {
            reader = spis.of(format).createReaderInstance();
            made.put(format, reader);
        }
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
        made.values().forEach(ImageReader::dispose);
        inflater.end();
        closeTurbo();
    }
}
