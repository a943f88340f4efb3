package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationOutcome;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Keeps the provenance of each generation beside its artifacts. Thread-safe; blocks. */
final class Sidecars {
    private final ObjectStore objects;

    Sidecars(ObjectStore objects) {
        this.objects = requireNonNull(objects);
    }

    void put(Settled settled) {
        var request = settled.request();
        objects.put(
                ObjectKeys.provenance(request.getProject(), request.getGenerationId()),
                Json.MAPPER.writeValueAsBytes(Provenance.of(settled)),
                "application/json");
    }

    /** When the generation was stored, as its provenance says, if it has one. */
    Optional<Instant> storedAt(GenerationOutcome outcome) {
        var request = outcome.getRequest();
        String key = ObjectKeys.provenance(request.getProject(), request.getGenerationId());
        if (objects.find(key).isEmpty()) {
            return Optional.empty();
        }
        try (var in = objects.open(key)) {
            var document = Json.MAPPER.readTree(in);
            return Optional.of(
                    Instant.parse(document.path("timings").path("storedAt").asString()));
        } catch (IOException e) {
            throw new ObjectStoreException("object " + key + " could not be read", e);
        }
    }
}
