package io.maskstream.model.image;

import java.util.Optional;

/** Tells a format by its first bytes, as the WHATWG MIME Sniffing standard, section 6.1, lists them. */
final class Signature {

    private static final int SHOWN = 8;

    private Signature() {}

    static Optional<ImageEncoding> tell(Bytes in) {
        if (in.startsWith(0, "\u00ff\u00d8\u00ff")) return Optional.of(ImageEncoding.JPEG);
        if (in.startsWith(0, PngWalk.SIGNATURE)) return Optional.of(ImageEncoding.PNG);
        if (in.startsWith(0, "GIF87a") || in.startsWith(0, "GIF89a")) return Optional.of(ImageEncoding.GIF);
        if (in.startsWith(0, "BM")) return Optional.of(ImageEncoding.BMP);
        if (in.startsWith(0, "RIFF") && in.startsWith(8, "WEBP")) return Optional.of(ImageEncoding.WEBP);
        return Optional.empty();
    }

    /** For bytes that are none of the formats: what they may be instead. */
    static Refusal unknown(Bytes in) {
        String first = printable(in.ascii(0, Math.min(SHOWN, in.length())));
        String guess = "";
        if (in.startsWith(1, "PNG")) guess = " (a PNG damaged by a text-mode transfer?)";
        else if (in.startsWith(0, "II*\0") || in.startsWith(0, "MM\0*")) guess = " (TIFF)";
        else if (in.startsWith(0, "%PDF")) guess = " (PDF)";
        else if (in.startsWith(0, "<")) guess = " (HTML or XML: an error page in place of an image?)";
        else if (in.startsWith(4, "ftyp")) guess = " (HEIF, AVIF or a video)";
        return Refusal.unsupported(
                "not JPEG, PNG, WebP, BMP or GIF: the content begins with \"" + first + "\"" + guess);
    }

    /** Safe for a log line and a header value: everything but printable ASCII becomes {@code \xNN}. */
    static String printable(String latin1) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') out.append(c);
            else out.append(String.format("\\x%02x", (int) c));
        }
        return out.toString();
    }
}
