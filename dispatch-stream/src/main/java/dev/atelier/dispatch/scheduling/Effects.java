package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Effect;

/** Where a scheduler's decisions go. */
@FunctionalInterface
interface Effects {
    void emit(String key, Effect effect);
}
