package dev.atelier.ingest.streams;

import dev.atelier.ingest.feed.Told;
import java.util.List;

/** Where a client that begins to watch stands. */
sealed interface Resumed {
    /** It was not there before. */
    record Fresh() implements Resumed {}

    /** It was told the end. */
    record Over() implements Resumed {}

    /** It was away, and missed these. */
    record Missed(List<Told> told) implements Resumed {}

    /** It was away, and nobody can tell any more what it missed. */
    record Lost() implements Resumed {}
}
