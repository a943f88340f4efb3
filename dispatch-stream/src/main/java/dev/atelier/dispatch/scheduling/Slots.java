package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Lane;
import dev.atelier.event.LineReported;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.Scheduled;
import dev.atelier.platform.failure.Failure;
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
import java.util.function.Consumer;
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
    private final LineReports reports;
    private final HeldBack heldBack = new HeldBack();
    private final OnTheWay onTheWay;
    private final Map<String, Lanes> accounts = new HashMap<>();
    private final Lessor lessor;
    private Instant recheckAt = Instant.MAX;

    /** Gives the slot to whoever's turn it is; answers what has become of it. */
    @FunctionalInterface
    interface Lessor {
        Scheduled lease(Scheduled waiting, AccountDefined account, Instant now);
    }

    Slots(Stores stores, Limits limits, OnTheWay onTheWay, Consumer<LineReported> reports, Lessor lessor) {
        this.stores = stores;
        this.line = new Line(stores.line());
        this.limits = limits;
        this.onTheWay = onTheWay;
        this.reports = new LineReports(stores, line, limits::running, reports);
        this.lessor = lessor;
    }

    /** After a start: {@code running} holds a slot. */
    void occupy(Scheduled running, Instant now) {
        limits.occupy(Place.of(running).flow());
        if (!Standing.isTaken(running)) {
            onTheWay.sent(running, now);
        }
    }

    /** After a start: counts who waits. */
    void count() {
        line.forEach(place -> {
            lanes(place.flow()).of(place.flow()).join(place.flow());
            reports.changed(place.flow().account());
        });
    }

    /** Has everybody who waits looked at by the first tick from {@code at} on. */
    void recheck(Instant at) {
        if (!accounts.isEmpty()) {
            recheckAt = at;
        }
    }

    /** Looks at everybody anew, and serves whoever may run. */
    private void serveAll(Instant now) {
        recheckAt = Instant.MAX;
        heldBack.forget();
        accounts.values().forEach(Lanes::openAll);
        List.copyOf(accounts.keySet()).forEach(account -> serve(account, now));
    }

    /** The flows that have anybody waiting. */
    Stream<Flow> flows() {
        return accounts.values().stream().flatMap(Lanes::flows);
    }

    /** Whether {@code arrived} got a slot at once: nobody waits before it and no limit holds it back. */
    boolean serveAtOnce(Scheduled arrived, Instant now) {
        Flow flow = Place.of(arrived).flow();
        Optional<AccountDefined> account = stores.account(flow.account());
        if (account.isEmpty()
                || !lanes(flow).isEmpty()
                || !onTheWay.hasRoom(flow.account(), flow.lane())
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
        reports.changed(place.flow().account());
        serve(place.flow().account(), now);
    }

    /** {@code scheduled} stands in line, and its place becomes that of {@code moved}. */
    void move(Scheduled scheduled, Scheduled moved) {
        line.leave(Place.of(scheduled));
        line.join(Place.of(moved));
        reports.changed(Place.of(moved).flow().account());
    }

    /** Whoever is left in {@code flow} may be served again. */
    void open(Flow flow, Instant now) {
        lanes(flow).of(flow).open(flow);
        serve(flow.account(), now);
    }

    /** {@code scheduled} stands in line no longer. */
    void leave(Scheduled scheduled) {
        leave(Place.of(scheduled));
    }

    /** A worker has {@code scheduled}; the next may be sent on its way. */
    void taken(Scheduled scheduled, Instant now) {
        if (onTheWay.taken(scheduled, now)) {
            serve(Standing.account(scheduled), now);
        }
    }

    /** {@code scheduled} gives its slot back. */
    void release(Scheduled scheduled, Instant now) {
        Flow flow = Place.of(scheduled).flow();
        Set<String> free = new LinkedHashSet<>(List.of(flow.account()));
        onTheWay.ended(scheduled);
        scheduled
                .getTimings()
                .getDispatchedAt()
                .ifPresent(at -> reports.ended(flow.account(), Duration.between(at, now), now));
        limits.release(flow).forEach(scope -> free.addAll(open(scope)));
        free.forEach(account -> serve(account, now));
    }

    /** The provider asked to be left alone at {@code account}. */
    void leaveAlone(String account, Instant until) {
        limits.leaveAlone(account, until);
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
            serveAll(now);
            reports.tell(accounts, now);
        }
    }

    /** What to tell {@code scheduled}, which does not want to wait. */
    Failure refusal(Scheduled scheduled, Instant now) {
        return limits.refusal(Place.of(scheduled).flow(), now);
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
        for (Turns turns : lanes.inOrder(onTheWay.hasRoom(account.getAccount(), Lane.BATCH))) {
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
        reports.dispatched(flow.account(), now);
        onTheWay.sent(lessor.lease(scheduled, account, now), now);
    }

    private void leave(Place place) {
        line.leave(place);
        lanes(place.flow()).of(place.flow()).leave(place.flow());
        reports.changed(place.flow().account());
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
