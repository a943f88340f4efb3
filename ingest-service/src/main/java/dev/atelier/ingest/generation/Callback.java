package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Where a request itself wants to be told of what becomes of it, beside the project's endpoints; not yet checked.
 *
 * @param url    where events are posted
 * @param events which; none: those that end what was asked for
 * @param format whose form the posts have, for an API whose clients expect their own; absent: the native one
 */
public record Callback(String url, List<String> events, Optional<String> format) {
    public Callback {
        requireNonNull(url);
        requireNonNull(format);
        events = List.copyOf(events);
    }

    /** What a client of the native API wants, if anything. */
    public static Optional<Callback> of(Optional<String> url, Optional<List<String>> events) {
        if (url.isEmpty() && events.isPresent()) {
            throw RefusedException.invalid("webhookEvents", "webhookEvents need a webhook to be posted to");
        }
        return url.map(text -> new Callback(text, events.orElse(List.of()), Optional.empty()));
    }
}
