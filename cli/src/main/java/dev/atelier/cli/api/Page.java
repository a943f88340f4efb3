package dev.atelier.cli.api;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Part of a list.
 *
 * @param generations newest first
 * @param next        cursor of the next part
 */
public record Page(List<Generation> generations, Optional<String> next) {
    public Page {
        generations = List.copyOf(generations);
    }

    static Page of(JsonNode json) {
        var next = json.path("next");
        return new Page(
                json.path("data").valueStream().map(Generation::new).toList(),
                next.isString() ? Optional.of(next.asString()) : Optional.empty());
    }
}
