package dev.atelier.ingest.feed;

/** What a watcher finds in its inbox. */
public sealed interface Taken {
    /** The oldest news in it. */
    record Next(Told told) implements Taken {}

    /** Nothing, for as long as it waited; it has been told all there was to tell until {@code upTo}. */
    record Nothing(Position upTo) implements Taken {}

    /** Nothing more comes: the feed is closed, or the watcher fell so far behind that it has to resume from the log. */
    record Ended() implements Taken {}
}
