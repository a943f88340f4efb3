package dev.atelier.platform.media;

import static dev.atelier.platform.media.FileInspector.says;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the frames of picture files: PNG, JPEG, WebP, GIF. Throws IndexOutOfBoundsException where a file ends too soon. */
final class PictureFile {
    private static final FileFacts CUT_OFF = new FileFacts.Broken("cut off");
    private static final FileFacts NO_SIZE = new FileFacts.Broken("a picture without pixels");
    private static final int CHUNKS_OF_WEBP = 12;

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

    /** Chunks of length, type, content and checksum, up to IEND. An animation says how many frames it has. */
    private static FileFacts png(ByteBuffer file) {
        int at = 8;
        int frames = 1;
        while (!says(file, at + 4, "IEND")) {
            if (says(file, at + 4, "acTL")) {
                frames = Math.max(1, file.getInt(at + 8));
            }
            at = Math.addExact(at, Math.addExact(Math.max(0, file.getInt(at)), 12));
        }
        // The checksum of IEND is part of the file.
        file.getInt(at + 8);
        return sized("image/png", file.getInt(16), file.getInt(20), frames, file.limit() - (at + 12L));
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
        return sized("image/jpeg", width, height, 1, 0);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** Blocks that begin with a letter of their own, up to the trailer. A frame may reach over the picture's own size. */
    private static FileFacts gif(ByteBuffer file) {
        int at = 13 + colours(file.get(10));
        int frames = 0;
        int width = Short.toUnsignedInt(file.getShort(6));
        int height = Short.toUnsignedInt(file.getShort(8));
        while (file.get(at) != ';') {
            boolean isFrame = file.get(at) == ',';
            if (isFrame) {
                frames++;
                width = Math.max(width, Short.toUnsignedInt(file.getShort(at + 5)));
                height = Math.max(height, Short.toUnsignedInt(file.getShort(at + 7)));
            }
            // An extension has a label; a picture has a frame, perhaps colours, and the width of its codes.
            at = blocks(file, at + (isFrame ? 11 + colours(file.get(at + 9)) : 2));
        }
        return sized("image/gif", width, height, Math.max(1, frames), file.limit() - (at + 1L));
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
        long end = Integer.toUnsignedLong(file.getInt(4)) + 8;
        if (end > file.limit()) {
            return CUT_OFF;
        }
        // Chunks are padded to an even length, and so may the file be.
        long surplus = Math.max(0, file.limit() - end - (end & 1));
        if (says(file, CHUNKS_OF_WEBP, "VP8X")) {
            int width = (file.getInt(24) & 0xFFFFFF) + 1;
            int height = (file.getInt(26) >>> 8) + 1;
            return sized("image/webp", width, height, animated(file, end), surplus);
        }
        if (says(file, CHUNKS_OF_WEBP, "VP8L")) {
            int bits = file.getInt(21);
            return sized("image/webp", (bits & 0x3FFF) + 1, ((bits >>> 14) & 0x3FFF) + 1, 1, surplus);
        }
        return sized("image/webp", file.getShort(26) & 0x3FFF, file.getShort(28) & 0x3FFF, 1, surplus);
    }

    /** How many frames an extended WebP has: each is a chunk of its own. */
    private static int animated(ByteBuffer file, long end) {
        int frames = 0;
        long at = CHUNKS_OF_WEBP;
        while (at + 8 <= end) {
            if (says(file, (int) at, "ANMF")) {
                frames++;
            }
            long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
            at += 8 + length + (length & 1);
        }
        return Math.max(1, frames);
    }

    private static FileFacts sized(String mediaType, int width, int height, int frames, long surplus) {
        return width <= 0 || height <= 0
                ? NO_SIZE
                : FileFacts.Whole.of(mediaType, width, height)
                        .withFrames(frames)
                        .withSurplus(surplus);
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
