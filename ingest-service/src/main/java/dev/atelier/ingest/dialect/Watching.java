package dev.atelier.ingest.dialect;

import dev.atelier.ingest.streams.EventLinks;
import dev.atelier.ingest.streams.Follow;

/** How generations are followed to their end, and the links by which that needs no key. */
public record Watching(Follow follow, EventLinks links) {}
