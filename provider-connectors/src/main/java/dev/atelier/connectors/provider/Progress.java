package dev.atelier.connectors.provider;

/** Hears how far a job is. Cheap to call often: the worker passes on what is worth it. Thread-safe. */
@FunctionalInterface
public interface Progress {
    /** Bytes of the largest preview that is passed on. */
    int LARGEST_PREVIEW = 32 * 1024;

    /**
     * Tells how far the job is.
     *
     * @param fraction from 0 to 1
     * @param message  what is being done, in a few words without anything from the input
     */
    void at(double fraction, String message);

    /**
     * The same, with how it looks so far. Each of these is passed on, so call it once a second at most, and only for a job that
     * asks for it. A preview may be lost on its way, and nobody is to rely on one.
     *
     * @param preview a JPEG of at most {@link #LARGEST_PREVIEW} bytes; a larger one is left out
     */
    default void at(double fraction, String message, byte[] preview) {
        at(fraction, message);
    }
}
