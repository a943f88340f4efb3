package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives slots to those who wait. One is given on arrival or when one frees; time alone gives one only when a token bucket
 * fills or config changes. The line is in a store; who has anybody in it, and what a limit holds back, is in memory.
 */
final class Slots {
    /** Config may have changed: whoever waits is looked at this often whatever happens. */
    private static final Duration RECHECK = Duration.ofSeconds(1);

    private final Stores stores;
    private final Line line;
    private final Limits limits;
    private final HeldBack heldBack = new HeldBack();
    private final Map<String, Lanes> accounts = new HashMap<>();
    private final Lessor lessor;
    private Instant recheckAt = Instant.MAX;

    /** Gives the slot to whoever's turn it is. */
    @FunctionalInterface
    interface Lessor {
        void lease(Scheduled waiting, AccountDefined account, Instant now);
    }

    Slots(Stores stores, Health health, Lessor lessor) {
        this.stores = stores;
        this.line = new Line(stores.line());
        this.limits = new Limits(stores, health);
        this.lessor = lessor;
    }

    /** After a start: {@code running} holds a slot. */
    void occupy(Scheduled running) {
        limits.occupy(Place.of(running).flow());
    }

    /** After a start: counts who waits, and serves whoever may run. */
    void start(Instant now) {
        line.forEach(place -> lanes(place.flow()).of(place.flow()).join(place.flow()));
        recheck(now);
    }

    /** Whether {@code arrived} got a slot at once: nobody waits before it and no limit holds it back. */
    boolean serveAtOnce(Scheduled arrived, Instant now) {
        Flow flow = Place.of(arrived).flow();
        Optional<AccountDefined> account = stores.account(flow.account());
        if (account.isEmpty()
                || !lanes(flow).isEmpty()
                || limits.denial(account.get(), now).isPresent()
                || limits.denial(flow, now).isPresent()) {
            return false;
        }
        lease(account.get(), flow, arrived, now);
        return true;
    }

    /** {@code scheduled} stands in line, and runs as soon as it can. */
    void join(Scheduled scheduled, Instant now) {
        Place place = Place.of(scheduled);
        line.join(place);
        lanes(place.flow()).of(place.flow()).join(place.flow());
        serve(place.flow().account(), now);
    }

    /** {@code scheduled} stands in line no longer. */
    void leave(Scheduled scheduled) {
        leave(Place.of(scheduled));
    }

    /** {@code scheduled} gives its slot back. */
    void release(Scheduled scheduled, Instant now) {
        Flow flow = Place.of(scheduled).flow();
        Set<String> free = new LinkedHashSet<>(List.of(flow.account()));
        limits.release(flow).forEach(scope -> free.addAll(open(scope)));
        free.forEach(account -> serve(account, now));
    }

    /** The provider asked to be left alone at {@code account}. */
    void pause(String account, Instant until) {
        limits.pause(account, until);
    }

    /** When time alone may give a slot. */
    Optional<Instant> next() {
        return Stream.of(heldBack.next(), Optional.of(recheckAt).filter(at -> !at.equals(Instant.MAX)))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    void tick(Instant now) {
        Set<String> free = new LinkedHashSet<>();
        for (var scope = heldBack.due(now); scope.isPresent(); scope = heldBack.due(now)) {
            free.addAll(open(scope.get()));
        }
        free.forEach(account -> serve(account, now));
        if (!recheckAt.isAfter(now)) {
            recheck(now);
        }
    }

    /** How long until {@code scheduled} may run, as far as the limits tell. */
    Duration retryAfter(Scheduled scheduled, Instant now) {
        Flow flow = Place.of(scheduled).flow();
        return stores.account(flow.account())
                .flatMap(account -> limits.denial(account, now).or(() -> limits.denial(flow, now)))
                .flatMap(Limits.Denial::until)
                .map(until -> Duration.between(now, until))
                .filter(Duration::isPositive)
                .orElse(RECHECK);
    }

    private void recheck(Instant now) {
        recheckAt = Instant.MAX;
        accounts.values().forEach(Lanes::openAll);
        List.copyOf(accounts.keySet()).forEach(account -> serve(account, now));
    }

    private void serve(String account, Instant now) {
        Lanes lanes = accounts.get(account);
        if (lanes == null) {
            return;
        }
        Optional<AccountDefined> defined = stores.account(account);
        boolean served = defined.isPresent();
        while (served) {
            served = serveOne(defined.get(), lanes, now);
        }
        if (!lanes.isEmpty() && recheckAt.equals(Instant.MAX)) {
            recheckAt = now.plus(RECHECK);
        }
    }

    private boolean serveOne(AccountDefined account, Lanes lanes, Instant now) {
        Optional<Limits.Denial> denial = limits.denial(account, now);
        if (denial.isPresent()) {
            heldBack.account(account.getAccount(), denial.get());
            return false;
        }
        for (Turns turns : lanes.inOrder()) {
            Optional<Place> next = next(turns, now);
            if (next.isPresent()) {
                leave(next.get());
                lease(
                        account,
                        next.get().flow(),
                        stores.waiting().get(next.get().generationId()),
                        now);
                return true;
            }
        }
        return false;
    }

    /** The first that no limit holds back. */
    private Optional<Place> next(Turns turns, Instant now) {
        for (var open = turns.next(); open.isPresent(); open = turns.next()) {
            Place first = open.get().stream()
                    .map(line::first)
                    .filter(Objects::nonNull)
                    .min(Comparator.comparingLong(Place::rank))
                    .orElseThrow();
            Optional<Limits.Denial> denial = limits.denial(first.flow(), now);
            if (denial.isEmpty()) {
                return Optional.of(first);
            }
            turns.close(first.flow());
            heldBack.flow(first.flow(), denial.get());
        }
        return Optional.empty();
    }

    private void lease(AccountDefined account, Flow flow, Scheduled scheduled, Instant now) {
        lanes(flow).of(flow).served(flow.project(), weight(flow.project()));
        lanes(flow).served(flow.lane());
        limits.take(account, flow, now);
        lessor.lease(scheduled, account, now);
    }

    private void leave(Place place) {
        line.leave(place);
        lanes(place.flow()).of(place.flow()).leave(place.flow());
    }

    /** Answers the accounts to look at. */
    private Set<String> open(String scope) {
        HeldBack.Freed freed = heldBack.free(scope);
        Set<String> free = new LinkedHashSet<>(freed.accounts());
        for (Flow flow : freed.flows()) {
            lanes(flow).of(flow).open(flow);
            free.add(flow.account());
        }
        return free;
    }

    private int weight(String project) {
        return stores.project(project).map(ProjectDefined::getWeight).orElse(1);
    }

    private Lanes lanes(Flow flow) {
        return accounts.computeIfAbsent(flow.account(), _ -> new Lanes());
    }
}
