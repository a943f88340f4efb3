package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Output.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** An output while it is looked at: bytes in memory, or a file mapped into it. For one thread. */
sealed interface OpenFile extends AutoCloseable {
    /** All of it, from position 0. */
    ByteBuffer bytes();

    /** A stream over all of it; the caller closes it. */
    InputStream open();

    @Override
    void close();

    /** Its size. */
    default int length() {
        return bytes().limit();
    }

    /** All of it, in memory of its own. */
    default ByteBuffer copy() {
        return ByteBuffer.allocate(length()).put(bytes().duplicate()).flip();
    }

    /** How large {@code content} is, which need not be open for that. */
    static long size(Content content) {
        return switch (content) {
            case Content.Bytes(var bytes) -> bytes.length;
            case Content.TemporaryFile(var path) -> Mapped.size(path);
        };
    }

    static OpenFile of(Content content) {
        return switch (content) {
            case Content.Bytes(var bytes) -> new InMemory(bytes);
            case Content.TemporaryFile(var path) -> Mapped.open(path);
        };
    }

    /** Bytes as the provider gave them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record InMemory(byte[] content) implements OpenFile {
        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.wrap(content);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public void close() {}
    }

    /** A file; mapped, so that a large one does not take the heap. */
    record Mapped(Path path, ByteBuffer bytes, Arena arena) implements OpenFile {
        static long size(Path path) {
            try {
                return Files.size(path);
            } catch (IOException e) {
                throw new UncheckedIOException("an output of a provider could not be looked at", e);
            }
        }

        static Mapped open(Path path) {
            var arena = Arena.ofConfined();
            try (var channel = FileChannel.open(path)) {
                var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)
                        .asByteBuffer();
                return new Mapped(path, bytes, arena);
            } catch (IOException e) {
                arena.close();
                throw new UncheckedIOException("an output of a provider could not be opened", e);
            }
        }

        @Override
        public InputStream open() {
            try {
                return Files.newInputStream(path);
            } catch (IOException e) {
                throw new UncheckedIOException("an output of a provider could not be opened", e);
            }
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
