package dev.atelier.dispatch.scheduling;

import java.time.Duration;
import java.util.List;

/**
 * What a history takes place in: accounts of one provider. Nothing of it changes while the history lasts.
 *
 * @param weights     of each project: how many turns in a row it has
 * @param models      how many; each runs at one account, in turn
 * @param accounts    how many
 * @param failOver    whether each model runs at all accounts, in turn first at another
 * @param lease       of each account
 * @param maxAttempts of each account
 * @param repeatable  whether the provider may be asked twice for the same
 */
record Setting(
        List<Integer> weights,
        int models,
        int accounts,
        boolean failOver,
        Duration lease,
        int maxAttempts,
        boolean repeatable) {
    static final String PROVIDER = "vendor";

    int projects() {
        return weights.size();
    }

    static String project(int which) {
        return "p" + which;
    }

    static String model(int which) {
        return "m" + which;
    }

    static String account(int which) {
        return "a" + which;
    }
}
