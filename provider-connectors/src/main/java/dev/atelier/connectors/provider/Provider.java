package dev.atelier.connectors.provider;

import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.Optional;
import java.util.Set;

/**
 * One place where inference runs: an API vendor, a local engine, a GPU. Calls block, so each job has a virtual thread of
 * its own.
 *
 * <p>The contract, which {@code ProviderContract} and, for vendors behind HTTP, {@code VendorContract} test:
 *
 * <ul>
 *   <li>Implementations are thread-safe and keep no state that another process would need.
 *   <li>They never retry and never log; the caller decides both.
 *   <li>A refusal or a fault is {@link Submission.Failed}. Only a bug throws.
 *   <li>They honour interruption: a call that waits throws {@link InterruptedException} soon after.
 *   <li>They never put a prompt, an input, a body or a credential into a failure or a message.
 * </ul>
 */
public interface Provider extends AutoCloseable {
    /** As in {@code jobs.<name>}. */
    String name();

    /** What it can do; a job that asks for anything else is refused before it gets here. */
    Set<Capability> capabilities();

    /**
     * Whether a job may be submitted again when nobody can tell if it was: because it costs nothing, or because the
     * provider knows a job by our id. Every other provider is asked once, also when its answer was lost; see
     * {@link #lookUp}.
     */
    boolean repeatable();

    /**
     * Hands the job over, after {@link Job#claim} was confirmed; what only prepares that, such as an upload, comes before.
     * {@link Submission.Pending} names the vendor's own id, so that whoever comes later can ask
     * again. {@code Unavailable} and {@code Throttled} promise that nothing was started; where that is not certain, the
     * failure is {@code Uncertain}.
     */
    Submission submit(Job job, Progress progress) throws InterruptedException;

    /** How a job is found whose submit was not answered; empty where nothing shows it beyond doubt. */
    default Optional<LookUp> lookUp() {
        return Optional.empty();
    }

    /**
     * Where a pending job stands. Safe to call from another process than the one that submitted. Here {@code Uncertain}
     * and {@code Throttled} mean that the vendor could not be asked, and the caller asks again; every other failure is
     * the vendor's final word on the job.
     */
    Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException;

    /** Asks the vendor to stop. Idempotent; it is no fault when the job has ended or is unknown. */
    void cancel(Job job, String providerRequestId) throws InterruptedException;

    /**
     * Tries the credentials of {@code account} without spending anything. Empty: they are good, or none are needed;
     * otherwise what is wrong with them, or why nobody can tell.
     */
    default Optional<Failure> tryAccount(String account) throws InterruptedException {
        return Optional.empty();
    }

    /** What it computes on itself; empty where somebody else computes. Cheap: it is asked every few seconds. */
    default Optional<Device> device() {
        return Optional.empty();
    }

    /** Lets go of connections and processes; called once, after the last job. */
    @Override
    default void close() {}
}
