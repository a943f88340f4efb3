package dev.atelier.connectors.provider;

/** What a worker holds on a job while it may start it. Thread-safe. */
@FunctionalInterface
public interface Claim {
    /**
     * Asked right before each call that may start the job, and for nothing else: from then on nobody can say that it was
     * not started. Where a job may not be submitted again ({@link Provider#repeatable}), it returns only once the log has
     * that.
     *
     * @return whether the call may be made; if not, the job is another worker's by now, and it does not matter what is
     *     answered
     */
    boolean confirm() throws InterruptedException;
}
