package io.maskstream.model.image;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * PNG, chunk by chunk up to IEND, every CRC checked (W3C PNG, third edition, section 5). Only IHDR, PLTE, IDAT and eXIf
 * are used; text and profiles are never inflated. In an animation the default image counts.
 */
final class PngWalk {

    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    /** Deflate's greatest expansion: 258 bytes in 2 bits. */
    private static final long MAX_EXPANSION = 1032;

    private final Bytes in;
    private final ImageLimits limits;
    private final List<Bytes> data = new ArrayList<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private Bytes palette;

    private PngWalk(Bytes in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
        this.palette = in.slice(0, 0);
    }

    static PngImage walk(Bytes in, ImageLimits limits) throws Refusal {
        return new PngWalk(in, limits).walk();
    }

    private PngImage walk() throws Refusal {
        int at = SIGNATURE.length();
        PngHeader header = header(checkedChunk(at));
        at += 12 + PngHeader.LENGTH;
        while (true) {
            Bytes body = checkedChunk(at);
            String type = in.ascii(at + 4, 4);
            if (type.equals("IEND")) break;
            take(type, body);
            at += 12 + body.length();
        }
        if (data.isEmpty()) throw Refusal.corrupt("a PNG without image data (no IDAT chunk)");
        long compressed = data.stream().mapToLong(Bytes::length).sum();
        if (header.rawBytes() > compressed * MAX_EXPANSION)
            throw Refusal.truncated(compressed + " bytes of image data cannot hold " + header.width() + "x"
                    + header.height() + " pixels");
        if (header.isIndexed() && palette.length() == 0)
            throw Refusal.corrupt("a palette PNG without palette (no PLTE chunk)");
        return new PngImage(header, palette, List.copyOf(data), orientation);
    }

    private PngHeader header(Bytes body) throws Refusal {
        if (!in.startsWith(12, "IHDR") || body.length() != PngHeader.LENGTH)
            throw Refusal.corrupt("the PNG does not begin with an IHDR chunk of " + PngHeader.LENGTH + " bytes");
        PngHeader header = PngHeader.of(body);
        limits.admit(header.width(), header.height());
        return header;
    }

    private void take(String type, Bytes body) throws Refusal {
        switch (type) {
            case "IDAT" -> data.add(body);
            case "PLTE" -> {
                if (body.length() % 3 != 0 || body.length() > 3 * 256)
                    throw Refusal.corrupt("a PNG palette of " + body.length() + " bytes");
                palette = body;
            }
            case "eXIf" -> orientation = Exif.orientation(body);
            default -> {
                // Bit 5 of the first letter: set where a decoder that does not know the chunk may ignore it.
                if ((type.charAt(0) & 0x20) == 0)
                    throw Refusal.unsupported("PNG with the unknown critical chunk " + Signature.printable(type));
            }
        }
    }

    /** The chunk's body; length and CRC are checked. */
    private Bytes checkedChunk(int at) throws Refusal {
        if (!in.has(at, 12)) throw Refusal.truncated("the PNG ends at byte " + in.length() + ", before its IEND chunk");
        int length = in.i32(at);
        if (length < 0) throw Refusal.corrupt(chunkAt(at) + " has a negative length");
        if (!in.has(at + 12L, length))
            throw Refusal.truncated(chunkAt(at) + " declares " + length + " bytes, "
                    + Math.max(0, in.length() - at - 12) + " are left");
        CRC32 crc = new CRC32();
        crc.update(in.array(), in.offset() + at + 4, 4 + length);
        if ((int) crc.getValue() != in.i32(at + 8 + length))
            throw Refusal.corrupt("the CRC of " + chunkAt(at) + " is wrong: the file was altered");
        return in.slice(at + 8, length);
    }

    private String chunkAt(int at) {
        return "chunk " + Signature.printable(in.ascii(at + 4, 4)) + " at byte " + at;
    }
}
