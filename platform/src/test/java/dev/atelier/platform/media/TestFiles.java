package dev.atelier.platform.media;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Files that say of themselves what a test wants, however little there is of them. */
final class TestFiles {
    private TestFiles() {}

    static byte[] png(int width, int height) {
        return joined(signature(), header(width, height), chunk("IDAT", new byte[8]), chunk("IEND", new byte[0]));
    }

    static byte[] apng(int width, int height, int frames) {
        byte[] control = ByteBuffer.allocate(8).putInt(frames).array();
        return joined(
                signature(),
                header(width, height),
                chunk("acTL", control),
                chunk("IDAT", new byte[8]),
                chunk("IEND", new byte[0]));
    }

    private static byte[] signature() {
        return latin("\u0089PNG\r\n\u001a\n");
    }

    private static byte[] header(int width, int height) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2})
                        .array());
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] body = joined(latin(type), content);
        var sum = new CRC32();
        sum.update(body);
        return joined(number(content.length), body, number((int) sum.getValue()));
    }

    static byte[] gif(int width, int height, int frames) {
        byte[] head = ByteBuffer.allocate(7)
                .order(LITTLE_ENDIAN)
                .putShort((short) width)
                .putShort((short) height)
                .array();
        byte[] all = joined(latin("GIF89a"), head);
        for (int frame = 0; frame < frames; frame++) {
            byte[] place = ByteBuffer.allocate(9)
                    .order(LITTLE_ENDIAN)
                    .putInt(0)
                    .putShort((short) width)
                    .putShort((short) height)
                    .array();
            all = joined(all, latin(","), place, new byte[] {2, 1, 0x44, 0});
        }
        return joined(all, latin(";"));
    }

    static byte[] webp(int width, int height, int frames) {
        byte[] canvas = ByteBuffer.allocate(10)
                .order(LITTLE_ENDIAN)
                .putInt(2)
                .put(three(width - 1))
                .put(three(height - 1))
                .array();
        byte[] chunks = joined(latin("WEBP"), riff("VP8X", canvas));
        for (int frame = 0; frame < frames; frame++) {
            chunks = joined(chunks, riff("ANMF", new byte[17]));
        }
        return riff("RIFF", chunks);
    }

    private static byte[] riff(String type, byte[] content) {
        byte[] length = ByteBuffer.allocate(4)
                .order(LITTLE_ENDIAN)
                .putInt(content.length)
                .array();
        return joined(latin(type), length, content, new byte[content.length & 1]);
    }

    private static byte[] three(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)};
    }

    static byte[] jpeg(int width, int height) {
        byte[] frame = ByteBuffer.allocate(17)
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .array();
        return joined(latin("\u00ff\u00d8\u00ff\u00c0"), frame, latin("\u00ff\u00d9"));
    }

    static byte[] heif(String brand, int width, int height) {
        byte[] size = joined(number(0), number(width), number(height));
        byte[] tile = joined(number(0), number(4), number(4));
        byte[] properties = box("iprp", box("ipco", joined(box("ispe", tile), box("ispe", size))));
        return joined(
                box("ftyp", joined(latin(brand), number(0), latin(brand))),
                box("meta", joined(number(0), box("hdlr", new byte[20]), properties)),
                box("mdat", new byte[40]));
    }

    static byte[] nested(int levels) {
        byte[] file = joined(
                box("ftyp", joined(latin("avif"), number(0))),
                number(12 + 8 * levels),
                latin("meta"),
                number(0),
                new byte[8 * levels]);
        var inside = ByteBuffer.wrap(file, file.length - 8 * levels, 8 * levels);
        for (int level = levels; level > 0; level--) {
            inside.putInt(8 * level).put(latin("iprp"));
        }
        return file;
    }

    static byte[] mp4() {
        return joined(box("ftyp", latin("isom\0\0\0\0")), box("moov", new byte[8]));
    }

    static byte[] webm() {
        return latin("\u001aE\u00df\u00a3\u0001\0\0\0\0\0\0\u001fB\u0082\u0084webm");
    }

    private static byte[] box(String type, byte[] content) {
        return joined(number(8 + content.length), latin(type), content);
    }

    static byte[] followed(byte[] file, byte[] rest) {
        return joined(file, rest);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
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
}
