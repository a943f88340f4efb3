package dev.atelier.connectors.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG files: 8 bits a channel, each line as its difference from the one above, which suits gradients. Several times
 * as fast as the JDK's own writer, and the file says who made it.
 */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte UP = 2;

    private Png() {}

    /** {@code picture}, which holds RGB as ints, as a file that was made by {@code maker}. */
    static byte[] encode(BufferedImage picture, String maker) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(picture.getWidth(), picture.getHeight()));
            chunk(out, "tEXt", ("Software\0" + maker).getBytes(ISO_8859_1));
            chunk(out, "IDAT", deflate(lines(picture)));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture could not be written to memory", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(int width, int height) {
        // Depth 8, colour type RGB, and the only compression, filtering and order without interlace there are.
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
    }

    private static byte[] lines(BufferedImage picture) {
        int width = picture.getWidth();
        byte[] lines = new byte[(width * 3 + 1) * picture.getHeight()];
        int[] above = new int[width];
        int at = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            int[] line = picture.getRGB(0, y, width, 1, null, 0, width);
            lines[at++] = UP;
            for (int x = 0; x < width; x++) {
                int now = line[x];
                int before = above[x];
                lines[at++] = (byte) ((now >> 16) - (before >> 16));
                lines[at++] = (byte) ((now >> 8) - (before >> 8));
                lines[at++] = (byte) (now - before);
            }
            above = line;
        }
        return lines;
    }

    private static byte[] deflate(byte[] lines) {
        var deflater = new Deflater(3);
        try {
            deflater.setInput(lines);
            deflater.finish();
            var out = new ByteArrayOutputStream(lines.length / 8);
            byte[] buffer = new byte[32 * 1024];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(ISO_8859_1);
        var checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) checksum.getValue());
    }
}
