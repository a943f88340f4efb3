package dev.atelier.ingest.generation;

import dev.atelier.ingest.generation.Refusal.IdempotencyConflict;
import dev.atelier.ingest.store.Generation.Wanted;
import dev.atelier.platform.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** Whether a request under an idempotency key is the one that the key was first used for. */
final class SameRequest {
    private SameRequest() {}

    /**
     * Refuses when {@code again} differs from {@code first} in input, model, style or tags. The row knows no more of the first
     * one, so the rest is not compared. {@code common} are the labels that the project adds itself.
     */
    static void check(Wanted first, Wanted again, List<String> common) {
        difference(first, again, common).ifPresent(what -> {
            throw new RefusedException(new IdempotencyConflict(
                    "This Idempotency-Key was used for another request: the %s differs.".formatted(what)));
        });
    }

    private static Optional<String> difference(Wanted first, Wanted again, List<String> common) {
        if (first.model().isPresent() && !first.model().equals(again.model())) {
            return Optional.of("model");
        }
        if (!first.style().equals(again.style())) {
            return Optional.of("style");
        }
        if (!isSameJson(first.input(), again.input())) {
            return Optional.of("input");
        }
        return with(first.tags(), common).equals(with(again.tags(), common))
                ? Optional.empty()
                : Optional.of("set of tags");
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

    private static Set<String> with(List<String> tags, List<String> common) {
        Set<String> all = new HashSet<>(tags);
        all.addAll(common);
        return all;
    }
}
