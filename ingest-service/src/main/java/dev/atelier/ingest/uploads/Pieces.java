package dev.atelier.ingest.uploads;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;

/** Where the pieces of unfinished uploads lie, for every instance to read. Thread-safe. */
interface Pieces {
    /** A piece of an upload, by the name that it was given. */
    record Piece(String name, long bytes) {}

    /** Keeps {@code content} as a piece of the upload. */
    void put(String uploadId, String name, Received content);

    /** Where a piece lies: of which upload, and under which name. */
    record Place(String uploadId, String name) {}

    /** What lies at {@code places}, one after the other; the caller closes it. */
    InputStream open(List<Place> places);

    /** What there is of the upload. */
    List<Piece> list(String uploadId);

    /** Up to {@code most} uploads that something lies there of, those that were begun first before the others. */
    List<String> oldest(int most);

    /** Removes {@code names} of the upload. */
    void remove(String uploadId, Collection<String> names);

    /** Removes all of the upload. */
    void removeAll(String uploadId);
}
