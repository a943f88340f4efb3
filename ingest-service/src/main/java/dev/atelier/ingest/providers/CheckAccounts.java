package dev.atelier.ingest.providers;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountCheck;
import dev.atelier.event.AccountCheckRequested;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.platform.kafka.TableView;
import dev.atelier.schemas.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Has workers try the credentials of accounts, which costs nothing. Blocks, so run it on a virtual thread. Thread-safe. */
public final class CheckAccounts {
    /** A worker asks its vendor for half a minute at most. */
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Providers providers;
    private final TableView<WorkerAnnounced> workers;
    private final Topic<String, AccountCheckRequested> topic;
    private final Requests requests;
    private final InstantSource clock;

    public CheckAccounts(
            Providers providers,
            TableView<WorkerAnnounced> workers,
            Topic<String, AccountCheckRequested> topic,
            Requests requests,
            InstantSource clock) {
        this.providers = requireNonNull(providers);
        this.workers = requireNonNull(workers);
        this.topic = requireNonNull(topic);
        this.requests = requireNonNull(requests);
        this.clock = requireNonNull(clock);
    }

    /** What came of trying each account of {@code provider}, or {@code only} one, in the order of their names. */
    public List<AccountCheck> check(Caller caller, String provider, Optional<String> only) throws InterruptedException {
        var standing = providers.standing(caller, provider);
        List<String> accounts = standing.accounts().stream()
                .map(account -> account.defined().getAccount())
                .filter(account -> only.map(account::equals).orElse(true))
                .toList();
        if (accounts.isEmpty()) {
            throw new RefusedException(new NotFound(
                    only.map(account -> "There is no account %s at provider %s.".formatted(account, provider))
                            .orElse("There is no account at provider %s.".formatted(provider))));
        }
        if (standing.missing().isPresent()) {
            throw new RefusedException(
                    new NotNow("Provider %s has no key: set %s where the connectors run, and start them again."
                            .formatted(provider, standing.missing().get())));
        }
        if (standing.workers().isEmpty()) {
            throw new RefusedException(
                    new NotNow("No worker runs provider %s: nobody could try its credentials.".formatted(provider)));
        }
        String requestId = UUID.randomUUID().toString();
        for (String account : accounts) {
            requests.send(
                    topic,
                    account,
                    new AccountCheckRequested(requestId, account, provider, clock.instant()),
                    "The check could not be written to the log in time.");
        }
        return await(provider, accounts, requestId);
    }

    private List<AccountCheck> await(String provider, List<String> accounts, String requestId)
            throws InterruptedException {
        var end = clock.instant().plus(LONGEST);
        List<AccountCheck> answers = new ArrayList<>();
        for (String account : accounts) {
            var answer = answer(provider, account, requestId);
            while (answer.isEmpty()) {
                if (clock.instant().isAfter(end)) {
                    throw RefusedException.unavailable(
                            "No worker of %s has answered about %s in time.".formatted(provider, account));
                }
                Thread.sleep(PAUSE);
                answer = answer(provider, account, requestId);
            }
            answers.add(answer.get());
        }
        return answers;
    }

    private Optional<AccountCheck> answer(String provider, String account, String requestId) {
        return workers.all().stream()
                .filter(worker -> worker.getProvider().equals(provider))
                .flatMap(worker -> worker.getChecks().stream())
                .filter(check -> check.getAccount().equals(account)
                        && check.getRequestId().equals(requestId))
                .findFirst();
    }
}
