package dev.atelier.ingest.generation;

import dev.atelier.ingest.generation.Refusal.IdempotencyConflict;
import dev.atelier.ingest.store.Generation.Wanted;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Whether a request under an idempotency key is the one that the key was first used for. */
final class SameRequest {
    private SameRequest() {}

    /**
     * Refuses when {@code again} differs from {@code first} in input, model or style. The row knows no more of the first one
     * as it was: labels change afterwards.
     */
    static void check(Wanted first, Wanted again) {
        difference(first, again).ifPresent(what -> {
            throw new RefusedException(new IdempotencyConflict(
                    "This Idempotency-Key was used for another request: the %s differs.".formatted(what)));
        });
    }

    private static Optional<String> difference(Wanted first, Wanted again) {
        if (first.model().isPresent() && !first.model().equals(again.model())) {
            return Optional.of("model");
        }
        if (!first.style().equals(again.style())) {
            return Optional.of("style");
        }
        return isSameJson(first.input(), again.input()) ? Optional.empty() : Optional.of("input");
    }

    private static boolean isSameJson(String first, String again) {
        if (first.equals(again)) {
            return true;
        }
        try {
            return Json.MAPPER.readTree(first).equals(Json.MAPPER.readTree(again));
        } catch (JacksonException _) {
            // Another producer may have written anything under this id; what is no JSON is not what was sent now.
            return false;
        }
    }
}
