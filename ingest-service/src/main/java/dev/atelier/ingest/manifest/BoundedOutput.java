package dev.atelier.ingest.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Bytes in memory, up to a bound: past it a write fails. Not thread-safe. */
final class BoundedOutput extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;

    BoundedOutput(int most) {
        this.most = most;
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        bytes.write(source, offset, length);
    }

    /** Appends {@code text} as UTF-8. */
    void write(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        write(encoded, 0, encoded.length);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private void reserve(int length) {
        if (length > most - bytes.size()) {
            throw new ManifestException("In this format it would have more than %d bytes.".formatted(most));
        }
    }
}
