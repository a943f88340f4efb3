package dev.atelier.dispatch.scheduling;

import java.util.ArrayList;
import java.util.List;
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

    /** The last of a flow that has anybody waiting. */
    Place last(Flow flow) {
        try (var places = store.reverseRange(flow.prefix(), flow.prefix() + LAST)) {
            return Place.parse(places.next().key);
        }
    }

    /** The first {@code most} of the flow after {@code place}, or from its beginning. */
    List<Place> after(@Nullable Place place, Flow flow, int most) {
        List<Place> found = new ArrayList<>();
        String from = place == null ? flow.prefix() : place.key() + Flow.SEPARATOR;
        try (var places = store.range(from, flow.prefix() + LAST)) {
            while (places.hasNext() && found.size() < most) {
                found.add(Place.parse(places.next().key));
            }
        }
        return found;
    }

    void forEach(Consumer<Place> action) {
        try (var places = store.all()) {
            places.forEachRemaining(entry -> action.accept(Place.parse(entry.key)));
        }
    }
}
