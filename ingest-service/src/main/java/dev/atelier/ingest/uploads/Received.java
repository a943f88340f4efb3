package dev.atelier.ingest.uploads;

import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.media.FileFacts;
import dev.atelier.platform.media.FileInspector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Bytes that have arrived, in a temporary file, so that however many arrive at once take no memory. Whoever takes one closes
 * it, which deletes the file. For one thread.
 */
final class Received implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final long bytes;
    private final String sha256;
    private final Optional<IOException> cut;

    private Received(Path file, long bytes, String sha256, Optional<IOException> cut) {
        this.file = file;
        this.bytes = bytes;
        this.sha256 = sha256;
        this.cut = cut;
    }

    /**
     * Up to {@code most} bytes of {@code content}, which the caller closes. What came before the sender broke off is kept:
     * {@link #cut} then tells.
     *
     * @throws UncheckedIOException when they cannot be written here
     */
    static Received take(InputStream content, long most) {
        Path file = create();
        Optional<Received> received = Optional.empty();
        try (var out = Files.newOutputStream(file)) {
            received = Optional.of(copy(content, most, file, out));
            return received.get();
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be written", e);
        } finally {
            if (received.isEmpty()) {
                delete(file);
            }
        }
    }

    /** Takes {@code file} over, which holds all there is. */
    static Received of(Path file) {
        try (var in = Files.newInputStream(file);
                var nowhere = OutputStream.nullOutputStream()) {
            return copy(in, Long.MAX_VALUE, file, nowhere);
        } catch (IOException e) {
            delete(file);
            throw new UncheckedIOException("a temporary file could not be read", e);
        }
    }

    private static Received copy(InputStream content, long most, Path file, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        Optional<IOException> cut = Optional.empty();
        while (bytes < most && cut.isEmpty()) {
            int read = 0;
            try {
                read = content.read(buffer, 0, (int) Math.min(BUFFER, most - bytes));
            } catch (IOException e) {
                cut = Optional.of(e);
            }
            if (read < 0) {
                break;
            }
            out.write(buffer, 0, read);
            digest.update(buffer, 0, read);
            bytes += read;
        }
        return new Received(file, bytes, HexFormat.of().formatHex(digest.digest()), cut);
    }

    long bytes() {
        return bytes;
    }

    /** The hash of the content, in hexadecimal. */
    String sha256() {
        return sha256;
    }

    /** Why there is no more, where the sender broke off. */
    Optional<IOException> cut() {
        return cut;
    }

    /** A stream over all of it; the caller closes it. */
    InputStream open() {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be read", e);
        }
    }

    /** What it is by its content. */
    FileFacts inspect() {
        try (var arena = Arena.ofConfined();
                var channel = FileChannel.open(file)) {
            return FileInspector.inspect(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                    .asByteBuffer());
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be read", e);
        }
    }

    @Override
    public void close() {
        delete(file);
    }

    private static Path create() {
        try {
            return Files.createTempFile("atelier-", ".received");
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be made", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file could not be deleted", e);
        }
    }
}
