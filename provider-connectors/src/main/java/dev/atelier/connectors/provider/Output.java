package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One file that a provider made. Its type and size are found by looking at it, never by what a vendor's header says.
 *
 * @param content the file
 * @param width   pixels across, where the content does not tell
 * @param height  pixels down, where the content does not tell
 */
public record Output(Content content, Optional<Integer> width, Optional<Integer> height) {
    /** Where the file is. */
    public sealed interface Content {
        /** In memory; nobody changes it. */
        @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
        record Bytes(byte[] bytes) implements Content {
            public Bytes {
                requireNonNull(bytes);
            }
        }

        /** In a temporary file, which the worker deletes once it is staged: for what is too large for memory. */
        record TemporaryFile(Path path) implements Content {
            public TemporaryFile {
                requireNonNull(path);
            }
        }
    }

    public Output {
        requireNonNull(content);
        requireNonNull(width);
        requireNonNull(height);
    }

    /** A file in memory that tells its own dimensions, if it has any. */
    public static Output of(byte[] content) {
        return new Output(new Content.Bytes(content), Optional.empty(), Optional.empty());
    }

    /** A temporary file that tells its own dimensions, if it has any. */
    public static Output of(Path temporaryFile) {
        return new Output(new Content.TemporaryFile(temporaryFile), Optional.empty(), Optional.empty());
    }
}
