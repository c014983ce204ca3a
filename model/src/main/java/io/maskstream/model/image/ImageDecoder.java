package io.maskstream.model.image;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to pixels. The structure of the file is walked first, every limit applied on the way, before anything is
 * allocated that a number in the file decides; then a reader sees the essential parts of it only.
 *
 * <p>The result is 8-bit RGB as displayed: EXIF orientation applied, alpha dropped, no colour management; of several
 * frames the first. An image whose end is missing is refused; damage inside JPEG scan data that libjpeg can step over is
 * not.
 *
 * <p>Safe for many threads; each keeps its readers. Never throws for an image, whatever its bytes: see {@link
 * DecodeResult.Rejected}. Memory is bounded by 3 bytes a pixel and what the format's reader needs (up to 8 more; for lossy
 * WebP 128, and never more than half of the heap), time by the pixels and bytes that {@link ImageLimits} allow.
 */
public final class ImageDecoder {

    /** From here on an OutOfMemoryError is put down to the image's size. */
    private static final long LARGE_PIXELS = 4 << 20;

    private static final ThreadLocal<@Nullable Readers> READERS = new ThreadLocal<>();

    private final ImageLimits limits;
    private final ReaderSpis spis = new ReaderSpis();

    /**
     * @throws IllegalStateException if the JDK has no image readers
     */
    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /** The pixels, or why there are none. */
    public DecodeResult decode(EncodedImage encoded) {
        try {
            requireAllowed(encoded.content().remaining());
            return decode(encoded, encoded.bytes());
        } catch (Refusal e) {
            return new DecodeResult.Rejected(e.rejection());
        }
    }

    private void requireAllowed(int bytes) throws Refusal {
        if (bytes == 0) throw new Refusal(RejectionReason.EMPTY_CONTENT, "the content has no bytes");
        if (bytes > limits.maxBytes())
            throw new Refusal(
                    RejectionReason.TOO_MANY_BYTES, bytes + " bytes, more than frame.max.bytes = " + limits.maxBytes());
    }

    private DecodeResult decode(EncodedImage encoded, Bytes in) throws Refusal {
        if (encoded.declared().isRaw())
            return new DecodeResult.Decoded(RawPixels.read(encoded, in, limits), encoded.declared());
        ImageEncoding actual = Signature.tell(in).orElseThrow(() -> Signature.unknown(in));
        return pixels(walk(in, actual), actual);
    }

    private WalkedImage walk(Bytes in, ImageEncoding actual) throws Refusal {
        return switch (actual) {
            case JPEG -> JpegWalk.walk(in, limits);
            case PNG -> PngWalk.walk(in, limits);
            case GIF -> GifWalk.walk(in, limits);
            case BMP -> BmpWalk.walk(in, limits);
            case WEBP -> WebpWalk.walk(in, limits);
            case UNKNOWN, RAW_RGB24, RAW_BGR24, RAW_GRAY8 ->
                throw new IllegalArgumentException(actual + " has no signature");
        };
    }

    private DecodeResult pixels(WalkedImage image, ImageEncoding actual) throws Refusal {
        Readers mine = mine();
        try {
            byte[] rgb = image.pixels(mine);
            mine.clear();
            return new DecodeResult.Decoded(image.orientation().apply(image.width(), image.height(), rgb), actual);
        } catch (IOException | RuntimeException e) {
            drop(mine);
            return new DecodeResult.Rejected(Rejection.of(reason(e), actual + " does not decode: " + message(e), e));
        } catch (OutOfMemoryError e) {
            drop(mine);
            if ((long) image.width() * image.height() < LARGE_PIXELS) throw e;
            return new DecodeResult.Rejected(Rejection.of(
                    RejectionReason.TOO_MANY_PIXELS,
                    image.width() + "x" + image.height() + " pixels do not fit into the memory that is left"
                            + " (lower frame.max.pixels or decode.threads, or give the JVM more heap)",
                    e));
        }
    }

    private static RejectionReason reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause())
            if (cause instanceof EOFException) return RejectionReason.TRUNCATED;
        return RejectionReason.CORRUPT_IMAGE;
    }

    /** What the reader says, where it says it to people; the exception itself goes along as the cause. */
    private static String message(Exception e) {
        if (reason(e) == RejectionReason.TRUNCATED) return "its data ends before its last pixel";
        String said = e.getMessage();
        return e instanceof IOException && said != null ? said : "its data is damaged";
    }

    private Readers mine() {
        Readers mine = READERS.get();
        if (mine == null) {
            mine = new Readers(spis);
            READERS.set(mine);
        }
        return mine;
    }

    private static void drop(Readers mine) {
        READERS.remove();
        mine.dispose();
    }
}
