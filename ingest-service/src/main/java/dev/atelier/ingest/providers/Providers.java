package dev.atelier.ingest.providers;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
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
import java.util.Optional;
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
            TableView<WorkerAnnounced> workers) {}

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
                at(provider).filter(worker -> worker.getMissing().isEmpty()).toList(),
                missing(provider));
    }

    /** Whether {@code model} can run: at one of its targets, whichever. */
    public Staffing staffing(ModelDefined model) {
        List<String> targets = model.getTargets().stream()
                .map(ModelTarget::getProvider)
                .distinct()
                .toList();
        if (targets.stream().flatMap(this::at).anyMatch(worker -> !worker.getDraining())) {
            return new Staffing.Ready();
        }
        List<String> variables =
                targets.stream().map(this::missing).flatMap(Optional::stream).toList();
        return variables.isEmpty() || variables.size() < targets.size()
                ? new Staffing.Unstaffed()
                : new Staffing.Keyless(variables.getFirst());
    }

    /**
     * The variable that would hold the key of {@code provider}, where somebody could run it and nobody does. Whoever only
     * stops may be on the way back, and what is asked for waits.
     */
    private Optional<String> missing(String provider) {
        return at(provider).allMatch(worker -> worker.getMissing().isPresent())
                ? at(provider).findFirst().flatMap(WorkerAnnounced::getMissing)
                : Optional.empty();
    }

    private Stream<WorkerAnnounced> at(String provider) {
        return present()
                .filter(worker -> worker.getProvider().equals(provider))
                .sorted(Comparator.comparing(WorkerAnnounced::getWorker));
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
