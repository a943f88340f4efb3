package dev.atelier.connectors.provider;

/** Reads the files that a job's parameters refer to: {@code object://<key>} in the object store, or a data URI. Thread-safe. */
@FunctionalInterface
public interface InputFiles {
    /**
     * The file behind {@code reference}, which was found in the parameter {@code field}. A job reaches files of its own
     * project alone.
     */
    InputFile read(String field, String reference);
}
