package dev.atelier.connectors.worker;

import static dev.atelier.connectors.worker.FileInspector.says;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the frames of video files: MP4 and WebM. Throws IndexOutOfBoundsException where a file ends too soon. */
final class VideoFile {
    private VideoFile() {}

    /** What the file is; none when it is no video. */
    static Optional<FileFacts> inspect(ByteBuffer file) {
        if (says(file, 4, "ftyp")) {
            return Optional.of(mp4(file));
        }
        if (says(file, 0, "\u001aE\u00df\u00a3")) {
            return Optional.of(FileFacts.Whole.of(names(file, "webm") ? "video/webm" : "video/x-matroska"));
        }
        return Optional.empty();
    }

    /** Boxes of length and type. Without its index ({@code moov}) nothing can be played. */
    private static FileFacts mp4(ByteBuffer file) {
        boolean index = false;
        long at = 0;
        while (at < file.limit()) {
            index |= says(file, (int) at + 4, "moov");
            at += box(file, (int) at);
        }
        boolean whole = index && at == file.limit();
        return whole ? FileFacts.Whole.of("video/mp4") : new FileFacts.Broken("cut off");
    }

    private static long box(ByteBuffer file, int at) {
        long length = Integer.toUnsignedLong(file.getInt(at));
        if (length == 0) {
            return file.limit() - (long) at;
        }
        long size = length == 1 ? file.getLong(at + 8) : length;
        return size < 8 ? Integer.MAX_VALUE : size;
    }

    /** The header of a Matroska file names its kind within its first bytes. */
    private static boolean names(ByteBuffer file, String kind) {
        for (int at = 4; at < 64; at++) {
            if (says(file, at, kind)) {
                return true;
            }
        }
        return false;
    }
}
