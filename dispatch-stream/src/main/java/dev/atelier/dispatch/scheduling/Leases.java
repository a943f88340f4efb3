package dev.atelier.dispatch.scheduling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When the lease of each running generation ends. Held in memory, since there are no more than slots, and begun anew at
 * each start: reports may have waited on the log meanwhile, so no lease ends before they had time to be read.
 */
final class Leases {
    /** {@code reminded} is when the reminder was sent that is on its way; {@link #NEVER} if none is. */
    private record End(Instant at, String generationId, Instant reminded) {}

    private static final Instant NEVER = Instant.MIN;

    private final Map<String, End> byGeneration = new HashMap<>();
    private final TreeSet<End> ends =
            new TreeSet<>(Comparator.comparing(End::at).thenComparing(End::generationId));

    /** It holds until {@code at}. */
    void set(String generationId, Instant at) {
        put(new End(at, generationId, NEVER));
    }

    /** It has ended, and a reminder sent {@code now} is on its way; if that is not back by {@code at}, another follows. */
    void remind(String generationId, Instant now, Instant at) {
        put(new End(at, generationId, now));
    }

    /** Whether nothing was heard since the reminder that was sent at {@code sentAt}; an older one says nothing. */
    boolean isReminded(String generationId, Instant sentAt) {
        End end = byGeneration.get(generationId);
        return end != null && end.reminded().equals(sentAt);
    }

    private void put(End end) {
        remove(end.generationId());
        byGeneration.put(end.generationId(), end);
        ends.add(end);
    }

    void remove(String generationId) {
        End end = byGeneration.remove(generationId);
        if (end != null) {
            ends.remove(end);
        }
    }

    Optional<Instant> next() {
        return ends.isEmpty() ? Optional.empty() : Optional.of(ends.first().at());
    }

    /** Takes the ids whose lease has ended, earliest first. */
    List<String> ended(Instant now) {
        List<String> ids = new ArrayList<>();
        while (!ends.isEmpty() && !ends.first().at().isAfter(now)) {
            String id = ends.first().generationId();
            ids.add(id);
            remove(id);
        }
        return ids;
    }
}
