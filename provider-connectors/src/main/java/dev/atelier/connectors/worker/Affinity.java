package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Provider;
import dev.atelier.event.GenerationJob;

/**
 * Whether a job is better left to another worker: one that has its model loaded and a slot free, while here it would have
 * to be loaded first. Whoever is offered a job a third time takes it, so that nothing goes round in circles. Thread-safe.
 */
final class Affinity {
    private static final int OFFERS = 3;

    private final Provider provider;
    private final Crew crew;
    private final String self;

    Affinity(Provider provider, Crew crew, String self) {
        this.provider = provider;
        this.crew = crew;
        this.self = self;
    }

    /** {@code offers} counts how often {@code job} was handed to any worker, this time included. */
    boolean leavesToAnother(GenerationJob job, int offers) {
        if (offers >= OFFERS) {
            return false;
        }
        boolean cold = provider.device()
                .map(device -> !device.warmModels().contains(job.getProviderModel()))
                .orElse(false);
        return cold && crew.isWarmElsewhere(provider.name(), job.getProviderModel(), self);
    }
}
