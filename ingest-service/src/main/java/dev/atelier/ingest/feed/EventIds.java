package dev.atelier.ingest.feed;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * A {@link Position} as clients carry it: base64url of a version, whether it is over, the offsets and a check, so that a mangled
 * one is known as such. It says nothing but how far the log was read.
 */
public final class EventIds {
    private static final byte VERSION = 1;
    private static final byte OVER = 1;
    private static final int HEAD = 2;
    /** A source, a partition and an offset at their longest. */
    private static final int ENTRY = 1 + 5 + 10;

    private static final int CHECK = Integer.BYTES;
    /** No server takes a longer header. */
    private static final int LONGEST = 8_192;

    private EventIds() {}

    /** The id of {@code position}. */
    public static String encode(Position position) {
        var bytes = ByteBuffer.allocate(HEAD + ENTRY * position.parts().size() + CHECK);
        bytes.put(VERSION).put(position.isOver() ? OVER : 0);
        position.next().forEach((part, next) -> {
            bytes.put(part.source().code());
            ByteUtils.writeUnsignedVarint(part.partition(), bytes);
            ByteUtils.writeVarlong(next, bytes);
        });
        bytes.putInt(check(bytes.array(), bytes.position()));
        byte[] written = new byte[bytes.position()];
        bytes.get(0, written);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(written);
    }

    /** The position in {@code id}; empty when it is not one that {@link #encode} made. */
    public static Optional<Position> decode(String id) {
        if (id.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(id);
            int checked = bytes.length - CHECK;
            boolean ours = checked >= HEAD
                    && bytes[0] == VERSION
                    && ByteBuffer.wrap(bytes).getInt(checked) == check(bytes, checked);
            return ours ? Optional.of(read(ByteBuffer.wrap(bytes, 0, checked))) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    private static Position read(ByteBuffer bytes) {
        boolean over = bytes.get(1) == OVER;
        bytes.position(HEAD);
        Map<Part, Long> next = new TreeMap<>();
        while (bytes.hasRemaining()) {
            var part = new Part(source(bytes.get()), ByteUtils.readUnsignedVarint(bytes));
            next.put(part, ByteUtils.readVarlong(bytes));
        }
        return new Position(next, over);
    }

    private static Source source(byte code) {
        return Source.of(code).orElseThrow(() -> new IllegalArgumentException("there is no source %d".formatted(code)));
    }

    private static int check(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
