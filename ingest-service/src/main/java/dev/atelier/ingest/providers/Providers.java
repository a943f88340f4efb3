package dev.atelier.ingest.providers;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.PauseDefined;
import dev.atelier.event.PauseKind;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.views.LazyView;
import dev.atelier.platform.kafka.TableView;
import dev.atelier.schemas.PauseKeys;
import dev.atelier.schemas.Workers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Tells how the providers do. Thread-safe. */
public final class Providers {
    private final Views views;
    private final InstantSource clock;

    /** What is known, of all projects. */
    public record Views(
            TableView<AccountDefined> accounts,
            LazyView<AccountHealth> health,
            TableView<LineReported> lines,
            TableView<PauseDefined> pauses,
            LazyView<WorkerAnnounced> workers) {}

    public Providers(Views views, InstantSource clock) {
        this.views = requireNonNull(views);
        this.clock = requireNonNull(clock);
    }

    /** All providers that have an account or a worker, by name. Accounts of other projects are an admin's alone to see. */
    public List<Standing> all(Caller caller) {
        return Stream.concat(
                        visible(caller).map(AccountDefined::getProvider),
                        present().map(WorkerAnnounced::getProvider))
                .distinct()
                .sorted()
                .map(provider -> standing(caller, provider))
                .toList();
    }

    Standing standing(Caller caller, String provider) {
        return new Standing(
                provider,
                visible(caller)
                        .filter(account -> account.getProvider().equals(provider))
                        .sorted(Comparator.comparing(AccountDefined::getAccount))
                        .map(this::account)
                        .toList(),
                present()
                        .filter(worker -> worker.getProvider().equals(provider))
                        .sorted(Comparator.comparing(WorkerAnnounced::getWorker))
                        .toList());
    }

    private Stream<AccountDefined> visible(Caller caller) {
        return views.accounts().all().stream()
                .filter(account -> caller.admin()
                        || account.getProject().map(caller.project()::equals).orElse(true));
    }

    private Stream<WorkerAnnounced> present() {
        Instant now = clock.instant();
        return views.workers().all().stream().filter(worker -> Workers.isPresent(worker, now));
    }

    private Standing.Account account(AccountDefined account) {
        String name = account.getAccount();
        return new Standing.Account(
                account,
                views.health().get(name),
                views.lines().get(name).map(Providers::waiting).orElse(0L),
                views.pauses().get(PauseKeys.of(PauseKind.ACCOUNT, name)).isPresent());
    }

    private static long waiting(LineReported line) {
        return line.getLanes().stream().mapToLong(LaneReported::getWaiting).sum();
    }
}
