package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.failure.Failure;

/** What came of reading an input. */
public sealed interface InputFile {
    /**
     * The file.
     *
     * @param mediaType type by content
     * @param content   all of it; nobody changes it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Read(String mediaType, byte[] content) implements InputFile {
        public Read {
            requireNonNull(mediaType);
            requireNonNull(content);
        }
    }

    /** It cannot be had; the failure is what the job ends with. */
    record Unreadable(Failure failure) implements InputFile {
        public Unreadable {
            requireNonNull(failure);
        }
    }
}
