package dev.atelier.ingest.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;

/** PNG files of any size, which say of themselves what a test wants. */
public final class PngFiles {
    private PngFiles() {}

    /** One of {@code width} times {@code height} pixels and at least {@code bytes} bytes, which only {@code seed} gives. */
    public static byte[] png(int width, int height, int bytes, long seed) {
        byte[] filling = new byte[Math.max(0, bytes)];
        new Random(seed).nextBytes(filling);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2})
                .array();
        return joined(
                "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1),
                chunk("IHDR", header),
                chunk("fiLl", filling),
                chunk("IDAT", new byte[8]),
                chunk("IEND", new byte[0]));
    }

    /** A small one, which only {@code seed} gives. */
    public static byte[] png(long seed) {
        return png(4, 3, 100, seed);
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] body = joined(type.getBytes(ISO_8859_1), content);
        var sum = new CRC32();
        sum.update(body);
        return joined(number(content.length), body, number((int) sum.getValue()));
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    /** All of {@code parts}, one after the other. */
    public static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /** The hash of {@code content} by {@code algorithm}. */
    public static byte[] hash(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SHA-256 of {@code content}, in hexadecimal. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(hash("SHA-256", content));
    }
}
