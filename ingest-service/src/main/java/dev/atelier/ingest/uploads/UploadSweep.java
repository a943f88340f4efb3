package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Takes away the pieces of uploads whose time is over. Their ids begin with the time at which they were begun, so the oldest
 * come first and no list of them is needed; what several instances do at once does no harm. Thread-safe.
 */
final class UploadSweep {
    private static final int AT_ONCE = 1000;
    /** A request that began just before an upload's time was over may still be at work. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final Pieces pieces;
    private final Duration unfinishedFor;

    UploadSweep(Pieces pieces, Duration unfinishedFor) {
        this.pieces = requireNonNull(pieces);
        this.unfinishedFor = requireNonNull(unfinishedFor);
    }

    /** Takes away what is over at {@code now}; answers of how many uploads. */
    int run(Instant now) {
        Instant before = now.minus(unfinishedFor).minus(GRACE);
        int swept = 0;
        List<String> over;
        do {
            over = pieces.oldest(AT_ONCE).stream()
                    .takeWhile(id -> begunAt(id).isBefore(before))
                    .toList();
            over.forEach(pieces::removeAll);
            swept += over.size();
        } while (!over.isEmpty());
        return swept;
    }

    /** UUID version 7 begins with 48 bits of milliseconds (RFC 9562, 5.7). */
    private static Instant begunAt(String id) {
        return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
    }
}
