package io.maskstream.model.image;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One thread's libjpeg-turbo, through the TurboJPEG API of version 2.0 and later: it stops at warnings from then on. Its
 * native memory goes with the object, at the latest.
 */
final class TurboJpeg implements AutoCloseable {

    /** With the version of its binary interface, as distributions name it. */
    static final String NAME = Platform.isLinux() ? "libturbojpeg.so.0" : "turbojpeg";

    static final String REMEDY =
            "install libjpeg-turbo's TurboJPEG library, version 2.0 or later (Debian, Ubuntu: libturbojpeg0)";

    /** Files and pixels of more bytes are left to the JDK: what a thread may hold besides the decoder's own memory. */
    static final int MOST_BYTES = 64 << 20;

    /** Buffers up to this are kept for the next image. */
    private static final int KEPT_BYTES = 8 << 20;

    private static final int RGB = 0; // TJPF_RGB
    private static final int STOP_ON_WARNING = 8192; // TJFLAG_STOPONWARNING

    private static final Cleaner CLEANER = Cleaner.create();
    private static final Optional<String> MISSING = probe();

    private final Pointer handle;
    private final LongFunction<Memory> allocator;
    private final Cleaner.Cleanable cleanable;
    private @Nullable Memory input;
    private @Nullable Memory output;

    /** @param allocator of so many bytes, or throws OutOfMemoryError */
    private TurboJpeg(Pointer handle, LongFunction<Memory> allocator) {
        this.handle = handle;
        this.allocator = allocator;
        this.cleanable = CLEANER.register(this, () -> Library.tjDestroy(handle));
    }

    /** Only where {@link #missing} is empty. Nothing where there is no native memory for it. */
    static Optional<TurboJpeg> open() {
        return open(Memory::new);
    }

    /** @param allocator of so many bytes, or throws OutOfMemoryError */
    static Optional<TurboJpeg> open(LongFunction<Memory> allocator) {
        return Optional.ofNullable(Library.tjInitDecompress()).map(handle -> new TurboJpeg(handle, allocator));
    }

    /** Why it cannot be used; empty where it can. */
    static Optional<String> missing() {
        return MISSING;
    }

    private static Optional<String> probe() {
        try {
            open().ifPresent(TurboJpeg::close);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(NAME + " cannot be loaded ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")");
        }
    }

    /**
     * Decodes.
     *
     * @param file of at most {@link #MOST_BYTES}, without what is not needed for its pixels; not CMYK
     * @param width in pixels at a scale
     * @param height in pixels at the same scale
     * @return RGB; nothing where the library gave up or had any doubt about the data
     * @throws OutOfMemoryError also for native memory; of no use afterwards but to be closed
     */
    Optional<byte[]> decode(Splice file, int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        Memory from = room(input, file.length());
        Memory to = room(output, rgb.length);
        file.writeTo(from);
        int failed;
        try {
            failed = Library.tjDecompress2(
                    handle, from, new NativeLong(file.length()), to, width, 0, height, RGB, STOP_ON_WARNING);
        } finally {
            // The cleaner must not free the decoder below the call.
            Reference.reachabilityFence(this);
        }
        if (failed == 0) to.read(0, rgb, 0, rgb.length);
        input = kept(from);
        output = kept(to);
        return failed == 0 ? Optional.of(rgb) : Optional.empty();
    }

    private Memory room(@Nullable Memory held, int bytes) {
        if (held != null && held.size() >= bytes) return held;
        if (held != null) held.close();
        return allocator.apply(bytes);
    }

    private static @Nullable Memory kept(Memory used) {
        if (used.size() <= KEPT_BYTES) return used;
        used.close();
        return null;
    }

    /** Idempotent; not to be used afterwards. */
    @Override
    public void close() {
        cleanable.clean();
        if (input != null) input.close();
        if (output != null) output.close();
        input = null;
        output = null;
    }

    /** turbojpeg.h. */
    private static final class Library {

        static {
            Native.register(Library.class, NAME);
        }

        static native @Nullable Pointer tjInitDecompress();

        static native int tjDestroy(Pointer handle);

        /** Never called: binding it tells version 2.0, which brought it and TJFLAG_STOPONWARNING, from older ones. */
        static native int tjGetErrorCode(Pointer handle);

        static native int tjDecompress2(
                Pointer handle,
                Pointer file,
                NativeLong fileBytes,
                Pointer pixels,
                int width,
                int rowBytes,
                int height,
                int format,
                int flags);
    }
}
