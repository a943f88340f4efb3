package dev.atelier.ingest.generation;

import dev.atelier.ingest.store.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A {@link Position} as clients carry it: base64url of a version, the time in milliseconds, the id and a check, so that
 * a mangled cursor is refused and never answers a wrong page.
 */
public final class Cursor {
    private static final byte VERSION = 1;
    private static final int HEAD = Byte.BYTES + Long.BYTES;
    private static final int CHECK = Integer.BYTES;
    private static final int LONGEST = 512;
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private Cursor() {}

    /** The cursor of {@code position}. */
    public static String encode(Position position) {
        byte[] id = position.id().getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(HEAD + id.length + CHECK)
                .put(VERSION)
                .putLong(position.requestedAt().toEpochMilli())
                .put(id);
        buffer.putInt(check(buffer.array(), HEAD + id.length));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    /** The position in {@code cursor}; refused when it is not one that {@link #encode} made. */
    public static Position decode(String cursor) {
        byte[] bytes = bytes(cursor);
        int checked = bytes.length - CHECK;
        if (checked < HEAD || bytes[0] != VERSION) {
            throw refused();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt(checked) != check(bytes, checked)) {
            throw refused();
        }
        long millis = buffer.getLong(Byte.BYTES);
        if (millis < 0 || millis > LATEST) {
            throw refused();
        }
        return new Position(
                Instant.ofEpochMilli(millis), new String(bytes, HEAD, checked - HEAD, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String cursor) {
        if (cursor.length() > LONGEST) {
            throw refused();
        }
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException _) {
            throw refused();
        }
    }

    private static int check(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static RefusedException refused() {
        return RefusedException.invalid("cursor", "cursor must be the next of an earlier page");
    }
}
