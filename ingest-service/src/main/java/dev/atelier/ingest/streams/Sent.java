package dev.atelier.ingest.streams;

import dev.atelier.ingest.feed.News;
import dev.atelier.ingest.feed.Position;

/** What a client that watches is sent. From the position with it the client can go on, on any instance. */
public sealed interface Sent {
    /** How far the client is told with it. */
    Position upTo();

    /** Something happened; or, first of all, how it stands. */
    record Event(News news, Position upTo) implements Sent {}

    /** What happened since the client was there last cannot be told. What follows is how it stands, or what comes next. */
    record Reset(Position upTo) implements Sent {}

    /** Nothing happened for a while. */
    record Quiet(Position upTo) implements Sent {}
}
