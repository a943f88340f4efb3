package dev.atelier.connectors.provider;

import java.util.Optional;

/**
 * How a vendor can be asked whether it has a job whose submit it did not answer. It can prove that a job is there, and never
 * that it is not: it may be about to appear. So what is found is gone on with, and what is not found stays uncertain; nothing
 * is ever submitted because of it. Thread-safe.
 */
@FunctionalInterface
public interface LookUp {
    /**
     * The vendor's own id of what this very attempt at {@code job} submitted a moment ago. Only what bears a mark of this
     * attempt that nobody else can have; a job that merely looks alike may be another's. Empty as well when the vendor cannot
     * be asked.
     */
    Optional<String> find(Job job) throws InterruptedException;
}
