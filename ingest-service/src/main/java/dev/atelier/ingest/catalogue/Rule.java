package dev.atelier.ingest.catalogue;

import dev.atelier.ingest.generation.RefusedException;

/** One rule of a definition. */
final class Rule {
    private Rule() {}

    /** Refuses with the field, the rule and what was found, unless {@code kept}. */
    static void check(boolean kept, String field, String rule, Object was) {
        if (!kept) {
            throw RefusedException.invalid(field, "%s %s, but was %s".formatted(field, rule, was));
        }
    }
}
