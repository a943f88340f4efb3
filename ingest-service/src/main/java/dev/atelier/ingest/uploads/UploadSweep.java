package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
                    .takeWhile(id -> Upload.begunAt(id).filter(before::isAfter).isPresent())
                    .toList();
            over.forEach(pieces::removeAll);
            swept += over.size();
        } while (!over.isEmpty());
        return swept;
    }
}
