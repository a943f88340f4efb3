package dev.atelier.ingest.uploads;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.platform.media.FileLimits;
import java.time.Duration;

/**
 * What clients may bring, and for how long it is kept.
 *
 * @param maxBytes      the largest file
 * @param maxPixels     most pixels of one frame of a picture
 * @param maxFrames     most frames of a picture
 * @param unfinishedFor how long an upload may take from its beginning to its end
 * @param keptFor       how long a file may be named after it is there
 * @param fetchWithin   how long it may take to fetch the files that one request names by URLs
 * @param linksFor      how long a link to upload by is good
 */
public record UploadsConfig(
        long maxBytes,
        long maxPixels,
        int maxFrames,
        Duration unfinishedFor,
        Duration keptFor,
        Duration fetchWithin,
        Duration linksFor) {
    /** A file is looked at in memory that is mapped onto it, which has no more places. */
    private static final long LARGEST = 1L << 30;

    public UploadsConfig {
        check(
                maxBytes > 0 && maxBytes <= LARGEST,
                "uploads.max-bytes",
                "must be from 1 to %d".formatted(LARGEST),
                maxBytes);
        check(maxPixels > 0, "uploads.max-pixels", "must be at least 1", maxPixels);
        check(maxFrames > 0, "uploads.max-frames", "must be at least 1", maxFrames);
        check(unfinishedFor.isPositive(), "uploads.unfinished-for", "must be positive", unfinishedFor);
        check(keptFor.isPositive(), "uploads.kept-for", "must be positive", keptFor);
        check(fetchWithin.isPositive(), "uploads.fetch-within", "must be positive", fetchWithin);
        check(linksFor.isPositive(), "uploads.links-for", "must be positive", linksFor);
        check(
                linksFor.compareTo(unfinishedFor) <= 0,
                "uploads.links-for",
                "must not be longer than uploads.unfinished-for",
                linksFor);
    }

    FileLimits limits() {
        return new FileLimits(maxPixels, maxFrames);
    }
}
