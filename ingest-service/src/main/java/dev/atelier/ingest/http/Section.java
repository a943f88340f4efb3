package dev.atelier.ingest.http;

import java.util.List;

/**
 * A part of the API as its description divides it.
 *
 * @param description what it is for
 * @param prefixes    what the paths in it begin with
 */
public record Section(String name, String description, List<String> prefixes) {
    public Section {
        prefixes = List.copyOf(prefixes);
    }

    boolean holds(Route route) {
        return prefixes.stream().anyMatch(route.path()::startsWith);
    }
}
