package dev.atelier.ingest.providers;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.WorkerAnnounced;
import java.util.List;
import java.util.Optional;

/**
 * How one provider does.
 *
 * @param provider its name
 * @param accounts its accounts, by name
 * @param workers  who works there now, by name
 * @param missing  the environment variable that would hold the key without which nobody works there
 */
public record Standing(
        String provider, List<Account> accounts, List<WorkerAnnounced> workers, Optional<String> missing) {
    public Standing {
        requireNonNull(provider);
        requireNonNull(missing);
        accounts = List.copyOf(accounts);
        workers = List.copyOf(workers);
    }

    /**
     * How one account does.
     *
     * @param defined what config says of it
     * @param health  its breaker and its latest answers; empty: it has not been asked yet
     * @param waiting how many wait for it
     * @param paused  whether an operator holds it back
     */
    public record Account(AccountDefined defined, Optional<AccountHealth> health, long waiting, boolean paused) {}

    /** Jobs that the workers run at once. */
    public int slots() {
        return workers.stream()
                .filter(worker -> !worker.getDraining())
                .mapToInt(WorkerAnnounced::getSlots)
                .sum();
    }

    /** Jobs that they have taken and not ended. */
    public int running() {
        return workers.stream().mapToInt(WorkerAnnounced::getRunning).sum();
    }
}
