package dev.atelier.stack;

/** Who wants to see the stack start, line by line. Called from several threads, never two at once. */
@FunctionalInterface
public interface Progress {
    /** One finished step, as a line for a terminal. */
    void report(String line);

    /** For whoever does not look. */
    static Progress silent() {
        return line -> {};
    }
}
