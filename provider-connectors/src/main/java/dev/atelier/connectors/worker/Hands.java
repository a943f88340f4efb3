package dev.atelier.connectors.worker;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Provider;

/**
 * What all jobs of one worker share.
 *
 * @param provider  runs them
 * @param staging   takes what comes of them
 * @param answers   judges what of it is an extraction
 * @param slots     says how many run at once
 * @param questions says when the provider is asked about those that wait
 */
record Hands(Provider provider, Staging staging, Answers answers, Slots slots, Questions questions) {
    Hands {
        requireNonNull(provider);
        requireNonNull(staging);
        requireNonNull(answers);
        requireNonNull(slots);
        requireNonNull(questions);
    }
}
