package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;

/** What one project has waiting for one model, in one lane of one account at a provider. */
record Flow(String provider, String account, Lane lane, String project, String model) {
    static final char SEPARATOR = '\u0000';

    /** What the keys of all its places begin with. */
    String prefix() {
        return provider + SEPARATOR + account + SEPARATOR + lane + SEPARATOR + project + SEPARATOR + model + SEPARATOR;
    }
}
