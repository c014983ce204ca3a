package io.maskstream.model.image;

/** The one EXIF tag that changes pixels. Damaged EXIF is no reason to refuse an image: it counts as upright. */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private Exif() {}

    /**
     * @param tiff the TIFF structure, from its byte-order mark on
     */
    static Orientation orientation(Bytes tiff) {
        boolean little = tiff.startsWith(0, "II*\0");
        if (!little && !tiff.startsWith(0, "MM\0*")) return Orientation.UPRIGHT;
        if (!tiff.has(4, 4)) return Orientation.UPRIGHT;
        long directory = Integer.toUnsignedLong(i32(tiff, 4, little));
        if (!tiff.has(directory, 2)) return Orientation.UPRIGHT;
        int entries = u16(tiff, (int) directory, little);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (!tiff.has(entry, 12)) break;
            int at = (int) entry;
            if (u16(tiff, at, little) != ORIENTATION) continue;
            int type = u16(tiff, at + 2, little);
            if (type == SHORT) return Orientation.ofExif(u16(tiff, at + 8, little));
            if (type == LONG) return Orientation.ofExif(i32(tiff, at + 8, little));
            break;
        }
        return Orientation.UPRIGHT;
    }

    private static int u16(Bytes bytes, int index, boolean little) {
        return little ? bytes.u16le(index) : bytes.u16(index);
    }

    private static int i32(Bytes bytes, int index, boolean little) {
        return little ? bytes.i32le(index) : bytes.i32(index);
    }
}
