package io.maskstream.model.image;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to pixels. The structure of the file is walked first, every limit applied on the way, before anything is
 * allocated that a number in the file decides; then a reader sees the essential parts of it only.
 *
 * <p>The result is 8-bit RGB as displayed: EXIF orientation applied, alpha dropped, no colour management; of several
 * frames the first. An image whose end is missing is refused; damage inside JPEG scan data that libjpeg can step over is
 * not. A JPEG may be decoded in fewer pixels, see {@link Reduction}.
 *
 * <p>Safe for many threads; each keeps its readers. Never throws for an image, whatever its bytes: see {@link
 * DecodeResult.Rejected}. Memory is bounded by 3 bytes a pixel and what the format's reader needs (up to 8 more; for lossy
 * WebP 128, and never more than half of the heap), native memory by libjpeg's own and {@link TurboJpeg#MOST_BYTES} twice
 * a thread, time by the pixels and bytes that {@link ImageLimits} allow.
 */
public final class ImageDecoder {

    /** From here on an OutOfMemoryError is put down to the image's size. */
    private static final long LARGE_PIXELS = 4 << 20;

    private static final ThreadLocal<@Nullable Readers> READERS = new ThreadLocal<>();

    private final ImageLimits limits;
    private final boolean turbo;
    private final ReaderSpis spis = new ReaderSpis();

    /**
     * With the JPEG decoder of the process, {@link JpegDecoding#ofProcess}.
     *
     * @throws IllegalStateException if the JDK has no image readers
     * @throws IllegalArgumentException when libjpeg-turbo is asked for and cannot be loaded
     */
    public ImageDecoder(ImageLimits limits) {
        this(limits, JpegDecoding.ofProcess());
    }

    /**
     * @throws IllegalStateException if the JDK has no image readers
     * @throws IllegalArgumentException when libjpeg-turbo is asked for and cannot be loaded
     */
    public ImageDecoder(ImageLimits limits, JpegDecoding jpeg) {
        this.limits = limits;
        this.turbo = jpeg.turbo();
    }

    /** All of the pixels, or why there are none. */
    public DecodeResult decode(EncodedImage encoded) {
        return decode(encoded, Reduction.NONE);
    }

    /**
     * The image, or why there is none.
     *
     * @param reduction allows for fewer pixels; which are not always made use of
     */
    public DecodeResult decode(EncodedImage encoded, Reduction reduction) {
        try {
            requireAllowed(encoded.content().remaining());
            return decode(encoded, encoded.bytes(), reduction);
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

    private DecodeResult decode(EncodedImage encoded, Bytes in, Reduction reduction) throws Refusal {
        if (encoded.declared().isRaw())
            return new DecodeResult.Decoded(ScaledImage.full(RawPixels.read(encoded, in, limits)), encoded.declared());
        ImageEncoding actual = Signature.tell(in).orElseThrow(() -> Signature.unknown(in));
        return pixels(walk(in, actual), actual, reduction);
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

    private DecodeResult pixels(WalkedImage image, ImageEncoding actual, Reduction reduction) throws Refusal {
        Readers mine = mine();
        try {
            return new DecodeResult.Decoded(scaled(image, mine, reduction), actual);
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

    private ScaledImage scaled(WalkedImage image, Readers mine, Reduction reduction) throws IOException, Refusal {
        Orientation turned = image.orientation();
        if (turbo) {
            Scale scale = turned.scale(reduction, image.width(), image.height());
            Optional<byte[]> rgb = image.turbo(mine, scale);
            if (rgb.isPresent()) return turned.apply(image.width(), image.height(), scale, rgb.get());
        }
        byte[] rgb = image.pixels(mine);
        mine.clear();
        return turned.apply(image.width(), image.height(), Scale.FULL, rgb);
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
