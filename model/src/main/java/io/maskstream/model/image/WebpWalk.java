package io.maskstream.model.image;

import org.jspecify.annotations.Nullable;

/**
 * WebP, chunk by chunk (RFC 9649, section 2). Only the first frame's bitstream and EXIF's orientation are used: alpha
 * planes and profiles are never decoded.
 */
final class WebpWalk {

    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;

    private final Bytes in;
    private final ImageLimits limits;
    private @Nullable Canvas canvas;
    private @Nullable WebpFrame frame;
    private Orientation orientation = Orientation.UPRIGHT;

    private WebpWalk(Bytes in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    static WebpImage walk(Bytes in, ImageLimits limits) throws Refusal {
        return new WebpWalk(in, limits).walk();
    }

    private WebpImage walk() throws Refusal {
        long declared = Integer.toUnsignedLong(in.i32le(4)) + CHUNK_HEADER;
        if (declared > in.length())
            throw Refusal.truncated("the WebP declares " + declared + " bytes and has " + in.length());
        int end = (int) declared;
        for (int at = 12; at < end; ) {
            Bytes body = chunk(in, at, end);
            take(in.ascii(at, 4), in.slice(at, CHUNK_HEADER + body.length()), body);
            at = next(at, body);
        }
        WebpFrame first = frame;
        if (first == null) throw Refusal.corrupt("a WebP without an image");
        Canvas whole = canvas == null ? Canvas.of(first.width(), first.height()) : canvas;
        if ((long) whole.x() + first.width() > whole.width() || (long) whole.y() + first.height() > whole.height())
            throw Refusal.corrupt("a WebP frame of " + first.width() + "x" + first.height() + " pixels at " + whole.x()
                    + "," + whole.y() + " is not inside the canvas of " + whole.width() + "x" + whole.height());
        return new WebpImage(whole, first, orientation);
    }

    private void take(String type, Bytes chunk, Bytes body) throws Refusal {
        switch (type) {
            case "VP8X" -> {
                if (body.length() < 10) throw Refusal.corrupt("a VP8X chunk of " + body.length() + " bytes");
                limits.admit(1L + body.u24le(4), 1L + body.u24le(7));
                if (canvas == null) canvas = Canvas.of(1 + body.u24le(4), 1 + body.u24le(7));
            }
            case "VP8 ", "VP8L" -> {
                if (frame == null) frame = WebpFrame.of(chunk, limits);
            }
            case "ANMF" -> {
                if (frame == null) animationFrame(body);
            }
            case "EXIF" -> {
                // The container wants the TIFF structure alone; some writers put JPEG's prefix in front.
                int skipped = body.startsWith(0, "Exif\0\0") ? 6 : 0;
                orientation = Exif.orientation(body.slice(skipped, body.length() - skipped));
            }
            default -> {}
        }
    }

    private void animationFrame(Bytes body) throws Refusal {
        if (canvas == null || body.length() < FRAME_HEADER)
            throw Refusal.corrupt("a WebP animation frame without canvas, or of " + body.length() + " bytes");
        canvas = new Canvas(canvas.width(), canvas.height(), 2 * body.u24le(0), 2 * body.u24le(3));
        for (int at = FRAME_HEADER; at < body.length(); ) {
            Bytes inner = chunk(body, at, body.length());
            String type = body.ascii(at, 4);
            if (type.equals("VP8 ") || type.equals("VP8L")) {
                frame = WebpFrame.of(body.slice(at, CHUNK_HEADER + inner.length()), limits);
                return;
            }
            at = next(at, inner);
        }
        throw Refusal.corrupt("a WebP animation frame without an image");
    }

    private static Bytes chunk(Bytes in, int at, int end) throws Refusal {
        if (at > end - CHUNK_HEADER) throw Refusal.truncated("the WebP ends inside a chunk header at byte " + at);
        long length = Integer.toUnsignedLong(in.i32le(at + 4));
        if (length > end - at - CHUNK_HEADER)
            throw Refusal.truncated("WebP chunk " + Signature.printable(in.ascii(at, 4)) + " declares " + length
                    + " bytes, " + (end - at - CHUNK_HEADER) + " are left");
        return in.slice(at + CHUNK_HEADER, (int) length);
    }

    /** Chunks are padded to an even length. */
    private static int next(int at, Bytes body) {
        return at + CHUNK_HEADER + body.length() + (body.length() & 1);
    }
}
