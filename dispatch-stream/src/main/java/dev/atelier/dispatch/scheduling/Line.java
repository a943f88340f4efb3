package dev.atelier.dispatch.scheduling;

import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Who stands in line, in the order of service within each flow. That order is the order of the store's keys. */
final class Line {
    /** Above every character that a key of the flow has after its prefix. */
    private static final char LAST = '\u007f';

    private final KeyValueStore<String, String> store;

    Line(KeyValueStore<String, String> store) {
        this.store = store;
    }

    void join(Place place) {
        store.put(place.key(), "");
    }

    void leave(Place place) {
        store.delete(place.key());
    }

    @Nullable
    Place first(Flow flow) {
        try (var places = store.range(flow.prefix(), flow.prefix() + LAST)) {
            return places.hasNext() ? Place.parse(places.next().key) : null;
        }
    }

    void forEach(Consumer<Place> action) {
        try (var places = store.all()) {
            places.forEachRemaining(entry -> action.accept(Place.parse(entry.key)));
        }
    }
}
