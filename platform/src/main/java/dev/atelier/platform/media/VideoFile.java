package dev.atelier.platform.media;

import static dev.atelier.platform.media.FileInspector.says;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the heads of Matroska files, of which WebM is one. MP4: {@link IsoFile}. */
final class VideoFile {
    private VideoFile() {}

    /** What the file is; none when it is no such video. */
    static Optional<FileFacts> inspect(ByteBuffer file) {
        return says(file, 0, "\u001aE\u00df\u00a3")
                ? Optional.of(FileFacts.Whole.of(names(file, "webm") ? "video/webm" : "video/x-matroska"))
                : Optional.empty();
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
