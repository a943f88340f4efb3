package dev.atelier.connectors.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.platform.hash.Sha256;
import java.nio.ByteBuffer;

/** Turns words into numbers, the same on every machine. */
public final class Hash {
    private Hash() {}

    public static long of(String text) {
        return ByteBuffer.wrap(Sha256.of(text.getBytes(UTF_8))).getLong();
    }
}
