package dev.atelier.platform.media;

import static dev.atelier.platform.media.FileInspector.says;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Reads files made of boxes (ISO/IEC 14496-12): MP4 videos, AVIF and HEIC pictures. Throws IndexOutOfBoundsException where a
 * file ends too soon.
 */
final class IsoFile {
    private static final FileFacts CUT_OFF = new FileFacts.Broken("cut off");
    private static final List<String> AVIF = List.of("avif", "avis");
    private static final List<String> HEIC = List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");
    /** Length and type. */
    private static final int HEAD = 8;
    /** What stands before the boxes inside a box that has a version. */
    private static final int VERSION = 4;
    /** Sizes are properties, which lie in a container of their own. */
    private static final int LEVELS = 2;
    /** Beyond every file. */
    private static final long NOWHERE = 1L << 62;

    private IsoFile() {}

    /** A picture's size, as far as it is known. */
    private record Size(int width, int height) {
        Size atLeast(Size other) {
            return new Size(Math.max(width, other.width), Math.max(height, other.height));
        }
    }

    /** What the file is; none when it is not made of boxes. */
    static Optional<FileFacts> inspect(ByteBuffer file) {
        if (!says(file, 4, "ftyp")) {
            return Optional.empty();
        }
        if (AVIF.stream().anyMatch(brand -> says(file, HEAD, brand))) {
            return Optional.of(picture(file, "image/avif"));
        }
        if (HEIC.stream().anyMatch(brand -> says(file, HEAD, brand))) {
            // A general brand may hold either; the more particular one stands behind it.
            boolean avif = AVIF.stream().anyMatch(brand -> isAmongBrands(file, brand));
            return Optional.of(picture(file, avif ? "image/avif" : "image/heic"));
        }
        return Optional.of(video(file));
    }

    /** Without its index ({@code moov}) nothing can be played. */
    private static FileFacts video(ByteBuffer file) {
        return wholeWith(file, "moov") >= 0 ? FileFacts.Whole.of("video/mp4") : CUT_OFF;
    }

    /** The size is that of the largest picture in it: a large one is made of tiles, which have a size of their own. */
    private static FileFacts picture(ByteBuffer file, String mediaType) {
        int meta = wholeWith(file, "meta");
        if (meta < 0) {
            return CUT_OFF;
        }
        Size size = largest(file, inside(meta) + VERSION, end(file, meta), LEVELS);
        return size.width <= 0 || size.height <= 0
                ? new FileFacts.Broken("a picture without pixels")
                : FileFacts.Whole.of(mediaType, size.width, size.height);
    }

    /** The largest {@code ispe} in the boxes from {@code from} to {@code to} and those in them, {@code levels} deep. */
    private static Size largest(ByteBuffer file, long from, long to, int levels) {
        Size size = new Size(0, 0);
        for (long at = from; at + HEAD <= to; at = end(file, (int) at)) {
            int box = (int) at;
            if (levels > 0 && (says(file, box + 4, "iprp") || says(file, box + 4, "ipco"))) {
                size = size.atLeast(largest(file, inside(box), Math.min(to, end(file, box)), levels - 1));
            } else if (says(file, box + 4, "ispe")) {
                int first = inside(box) + VERSION;
                size = size.atLeast(new Size(file.getInt(first), file.getInt(first + 4)));
            }
        }
        return size;
    }

    /** Where the box of {@code type} begins; negative where there is none, or the last box is cut off. */
    private static int wholeWith(ByteBuffer file, String type) {
        int found = -1;
        long at = 0;
        while (at < file.limit()) {
            found = says(file, (int) at + 4, type) ? (int) at : found;
            at = end(file, (int) at);
        }
        return at == file.limit() ? found : -1;
    }

    private static boolean isAmongBrands(ByteBuffer file, String brand) {
        long end = Math.min(file.limit(), end(file, 0));
        for (int at = HEAD; at + 4 <= end; at += 4) {
            if (says(file, at, brand)) {
                return true;
            }
        }
        return false;
    }

    private static int inside(int box) {
        return box + HEAD;
    }

    /** Where the box at {@code at} ends; beyond every file where its length is none. */
    private static long end(ByteBuffer file, int at) {
        long length = Integer.toUnsignedLong(file.getInt(at));
        if (length == 0) {
            return file.limit();
        }
        long size = length == 1 ? file.getLong(at + HEAD) : length;
        return size < HEAD || size > file.limit() ? NOWHERE : at + size;
    }
}
