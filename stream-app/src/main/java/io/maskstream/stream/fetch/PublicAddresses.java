package io.maskstream.stream.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses are of the public internet, by IANA's special-purpose registries (RFC 6890 and its successors). Of IPv6 only 2000::/3 without
 * what is reserved or wraps an IPv4 address in it. Stateless.
 */
final class PublicAddresses {

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] b = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(b) : isPublic6(b);
    }

    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        int third = b[2] & 0xff;
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127; // shared by providers
            case 169 -> second != 254; // link-local, the metadata services of clouds among them
            case 172 -> second < 16 || second > 31;
            case 192 ->
                !(second == 168 || (second == 0 && (third == 0 || third == 2)) || (second == 88 && third == 99));
            case 198 -> !(second == 18 || second == 19 || (second == 51 && third == 100));
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224; // multicast and reserved
        };
    }

    private static boolean isPublic6(byte[] b) {
        int first = (b[0] & 0xff) << 8 | (b[1] & 0xff);
        int second = (b[2] & 0xff) << 8 | (b[3] & 0xff);
        if (first >> 13 != 1) return false;
        return switch (first) {
            case 0x2001 -> second >= 0x200 && second != 0xdb8; // protocol assignments (Teredo), documentation
            case 0x2002 -> false; // 6to4
            case 0x3fff -> second >= 0x1000; // documentation
            default -> true;
        };
    }
}
