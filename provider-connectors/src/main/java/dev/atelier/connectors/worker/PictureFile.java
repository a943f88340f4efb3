package dev.atelier.connectors.worker;

import static dev.atelier.connectors.worker.FileInspector.says;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the frames of picture files: PNG, JPEG, WebP, GIF. Throws IndexOutOfBoundsException where a file ends too soon. */
final class PictureFile {
    private static final FileFacts CUT_OFF = new FileFacts.Broken("cut off");

    private PictureFile() {}

    /** What the file is; none when it is no picture. */
    static Optional<FileFacts> inspect(ByteBuffer file) {
        if (says(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(png(file));
        }
        if (says(file, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(jpeg(file));
        }
        if (says(file, 0, "RIFF") && says(file, 8, "WEBP")) {
            return Optional.of(webp(file.duplicate().order(LITTLE_ENDIAN)));
        }
        if (says(file, 0, "GIF87a") || says(file, 0, "GIF89a")) {
            return Optional.of(gif(file.duplicate().order(LITTLE_ENDIAN)));
        }
        return Optional.empty();
    }

    /** Chunks of length, type, content and checksum, up to IEND. */
    private static FileFacts png(ByteBuffer file) {
        int at = 8;
        while (!says(file, at + 4, "IEND")) {
            at = Math.addExact(at, Math.max(0, file.getInt(at)) + 12);
        }
        // The checksum of IEND is part of the file.
        file.getInt(at + 8);
        return FileFacts.Whole.of("image/png", file.getInt(16), file.getInt(20));
    }

    /** Segments up to the one with the dimensions; then compressed data up to the end marker. */
    private static FileFacts jpeg(ByteBuffer file) {
        if (!endsNear(file, "\u00ff\u00d9")) {
            return CUT_OFF;
        }
        int at = 2;
        while (!isFrame(Byte.toUnsignedInt(file.get(at + 1)))) {
            at += 2 + Short.toUnsignedInt(file.getShort(at + 2));
        }
        int height = Short.toUnsignedInt(file.getShort(at + 5));
        int width = Short.toUnsignedInt(file.getShort(at + 7));
        return FileFacts.Whole.of("image/jpeg", width, height);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** Blocks that begin with a letter of their own, up to the trailer. */
    private static FileFacts gif(ByteBuffer file) {
        int at = 13 + colours(file.get(10));
        while (file.get(at) != ';') {
            // An extension has a label; a picture has a frame, perhaps colours, and the width of its codes.
            at = blocks(file, at + (file.get(at) == ',' ? 11 + colours(file.get(at + 9)) : 2));
        }
        return FileFacts.Whole.of(
                "image/gif", Short.toUnsignedInt(file.getShort(6)), Short.toUnsignedInt(file.getShort(8)));
    }

    private static int colours(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Behind the data blocks from {@code at} on, of which the last is empty. */
    private static int blocks(ByteBuffer file, int at) {
        int next = at;
        while (file.get(next) != 0) {
            next += 1 + Byte.toUnsignedInt(file.get(next));
        }
        return next + 1;
    }

    private static FileFacts webp(ByteBuffer file) {
        if (Integer.toUnsignedLong(file.getInt(4)) + 8 > file.limit()) {
            return CUT_OFF;
        }
        if (says(file, 12, "VP8X")) {
            return FileFacts.Whole.of("image/webp", (file.getInt(24) & 0xFFFFFF) + 1, (file.getInt(26) >>> 8) + 1);
        }
        if (says(file, 12, "VP8L")) {
            int bits = file.getInt(21);
            return FileFacts.Whole.of("image/webp", (bits & 0x3FFF) + 1, ((bits >>> 14) & 0x3FFF) + 1);
        }
        return FileFacts.Whole.of("image/webp", file.getShort(26) & 0x3FFF, file.getShort(28) & 0x3FFF);
    }

    /** Cameras and encoders pad a file, so the end marker is looked for among its last bytes. */
    private static boolean endsNear(ByteBuffer file, String marker) {
        int last = file.limit() - marker.length();
        for (int at = last; at >= Math.max(0, last - 1024); at--) {
            if (says(file, at, marker)) {
                return true;
            }
        }
        return false;
    }
}
