package dev.atelier.ingest.dialect;

import dev.atelier.event.Capability;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Fault;
import dev.atelier.ingest.store.Generation.Wanted;
import dev.atelier.ingest.store.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Generations as tests of the dialects have them. */
public final class Generations {
    /** When they are asked for. */
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Generations() {}

    /** One that stands so. */
    public static Generation standing(String id, Status status) {
        return of(id, status, List.of(), Optional.empty());
    }

    /** One that has succeeded and carries {@code tags}. */
    public static Generation tagged(String id, List<String> tags) {
        return of(id, Status.SUCCEEDED, tags, Optional.empty());
    }

    /** One that failed with {@code code}. */
    public static Generation failed(String id, String code) {
        return of(id, Status.FAILED, List.of(), Optional.of(new Fault(code, "It was in vain.", Optional.empty())));
    }

    private static Generation of(String id, Status status, List<String> tags, Optional<Fault> fault) {
        return new Generation(
                "default",
                id,
                NOON,
                new Wanted(
                        Optional.of("studio/all"),
                        Optional.of(Capability.TEXT_TO_IMAGE),
                        "{\"prompt\":\"a fox\"}",
                        Optional.empty(),
                        tags,
                        Optional.empty(),
                        Optional.empty()),
                status,
                Optional.empty(),
                0,
                Optional.empty(),
                Map.of("requestedAt", NOON, "takenAt", NOON.plusSeconds(1), "decidedAt", NOON.plusSeconds(3)),
                Optional.empty(),
                fault,
                List.of());
    }
}
