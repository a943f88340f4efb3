package dev.atelier.ingest.files;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.hash.Sha256;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file that was made for the one who asks, in memory. Immutable. */
final class RenderedFile {
    private final String name;
    private final String mediaType;
    private final byte[] content;

    /**
     * A file with {@code content}, which it then owns.
     *
     * @param name what it is called without its extension; any text
     */
    RenderedFile(String name, String mediaType, byte[] content) {
        this.name = requireNonNull(name);
        this.mediaType = requireNonNull(mediaType);
        this.content = requireNonNull(content);
    }

    String name() {
        return name;
    }

    String mediaType() {
        return mediaType;
    }

    int bytes() {
        return content.length;
    }

    /** The hash of its content, in hexadecimal. */
    String sha256() {
        return Sha256.hex(content);
    }

    /** {@code length} bytes from {@code first} on. */
    InputStream open(long first, long length) {
        return new ByteArrayInputStream(content, Math.toIntExact(first), Math.toIntExact(length));
    }
}
