package dev.atelier.ingest.manifest;

import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a text so that no read ends inside a surrogate pair: there the scanner of YAML reads past its buffer. Not thread-safe. */
final class WholePairs extends Reader {
    private final CharSequence text;
    private int at;

    private WholePairs(CharSequence text) {
        this.text = text;
    }

    /** Of {@code bytes}, which are UTF-8. */
    static WholePairs of(byte[] bytes) {
        try {
            return new WholePairs(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
        } catch (CharacterCodingException e) {
            throw new ManifestException("This is no UTF-8.", e);
        }
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        if (at == text.length()) {
            return -1;
        }
        int end = Math.min(at + length, text.length());
        if (end - at > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        int count = end - at;
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = text.charAt(at + i);
        }
        at = end;
        return count;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
