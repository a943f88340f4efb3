package dev.atelier.platform.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses are of the public internet. Everything else, by the special-purpose registries of IANA (RFC 6890 and its
 * updates), may be somebody's inside.
 */
final class PublicAddresses {
    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] address) {
        int a = address[0] & 0xff;
        int b = address[1] & 0xff;
        int c = address[2] & 0xff;
        return switch (a) {
            case 0, 10, 127 -> false;
            case 100 -> b < 64 || b > 127;
            case 169 -> b != 254;
            case 172 -> b < 16 || b > 31;
            case 192 -> !(b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99));
            case 198 -> !(b == 18 || b == 19 || (b == 51 && c == 100));
            case 203 -> !(b == 0 && c == 113);
            default -> a < 224;
        };
    }

    /** Of the global unicast addresses, those that carry an IPv4 address are as public as that one. */
    private static boolean isPublic6(byte[] address) {
        int first = group(address, 0);
        int second = group(address, 1);
        if (first == 0x64 && second == 0xff9b) {
            return isPublic4(Arrays.copyOfRange(address, 12, 16));
        }
        if (first == 0x2002) {
            return isPublic4(Arrays.copyOfRange(address, 2, 6));
        }
        boolean special =
                (first == 0x2001 && (second < 0x200 || second == 0xdb8)) || (first == 0x3fff && second < 0x1000);
        return (first & 0xe000) == 0x2000 && !special;
    }

    private static int group(byte[] address, int index) {
        return ((address[2 * index] & 0xff) << 8) | (address[2 * index + 1] & 0xff);
    }
}
