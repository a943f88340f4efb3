package dev.atelier.dispatch.scheduling;

import dev.atelier.event.RateLimit;
import java.util.Optional;

/**
 * What may run in one scope.
 *
 * @param slots how many at once; none: as many as come
 * @param rate  how fast; none: as fast as they come
 */
record Limit(Optional<Integer> slots, Optional<RateLimit> rate) {
    static final Limit NONE = new Limit(Optional.empty(), Optional.empty());

    static Limit slots(int slots) {
        return new Limit(Optional.of(slots), Optional.empty());
    }

    @Override
    public String toString() {
        return "Limit[slots=%s, rate=%s]"
                .formatted(
                        slots.map(String::valueOf).orElse("any"),
                        rate.map(it -> it.getRatePerSecond() + "/s, burst " + it.getBurst())
                                .orElse("any"));
    }
}
