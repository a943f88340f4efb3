package dev.atelier.connectors.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a worker may be sure that its job is its own. Dispatch counts from when it reads a report; the worker counts
 * from when it sent one that the log has, and a third less, which covers how far the two clocks may differ. Thread-safe.
 */
final class Lease {
    private final Duration sure;
    private Instant end;

    Lease(Instant dispatchedAt, Duration length) {
        sure = length.multipliedBy(2).dividedBy(3);
        end = dispatchedAt.plus(sure);
    }

    /** The log has a report. One that came too late to keep the lease does not bring it back. */
    synchronized void renewed(Instant sentAt, Instant acknowledgedAt) {
        if (acknowledgedAt.isBefore(end) && sentAt.plus(sure).isAfter(end)) {
            end = sentAt.plus(sure);
        }
    }

    synchronized boolean holds(Instant now) {
        return now.isBefore(end);
    }
}
