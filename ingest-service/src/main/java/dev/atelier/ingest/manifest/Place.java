package dev.atelier.ingest.manifest;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Where in a text something is wrong; what Jackson says of it beside that may quote the text. */
final class Place {
    private Place() {}

    /** Such as {@code ", at line 3, column 7"}; empty where it is not known. */
    static String of(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : ", at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }
}
