package dev.atelier.ingest.providers;

import static java.util.Objects.requireNonNull;

/** Whether a model can run now. */
public sealed interface Staffing {
    /** Somebody runs a provider of it. */
    record Ready() implements Staffing {}

    /**
     * Nobody can run any provider of it, for want of a key.
     *
     * @param variable the environment variable that would hold the key, where the connectors run
     */
    record Keyless(String variable) implements Staffing {
        public Keyless {
            requireNonNull(variable);
        }
    }

    /** Nobody is there to run it, for whatever reason: what is asked of it waits in line. */
    record Unstaffed() implements Staffing {}
}
