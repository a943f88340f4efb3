package dev.atelier.connectors.provider;

/** Hears how far a job is. Cheap to call often: the worker passes on what is worth it. Thread-safe. */
@FunctionalInterface
public interface Progress {
    /**
     * Tells how far the job is.
     *
     * @param fraction from 0 to 1
     * @param message  what is being done, in a few words without anything from the input
     */
    void at(double fraction, String message);
}
