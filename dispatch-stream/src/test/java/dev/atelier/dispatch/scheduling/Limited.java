package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountHealth;
import dev.atelier.event.HealthState;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the limits promise: no more than they allow, all that they allow, and to each project its turn. */
final class Limited {
    /** So long after config has changed scheduling may go on as before. */
    private static final Duration UNSETTLED = Duration.ofSeconds(1);

    private final Config config;
    private final Line line;
    private final FairTurns turns;
    private final Map<String, Usage> usages = new HashMap<>();
    private final Map<String, Instant> leftAlone = new HashMap<>();
    /** Of accounts that failed too often: until then nothing is tried there, and after it one at a time. */
    private final Map<String, Instant> openUntil = new HashMap<>();

    /** When scheduling looked last at everything that time alone may change. */
    private Instant lookedAt = Instant.MIN;

    private Instant settledAt = Instant.MIN;

    Limited(Config config, Line line) {
        this.config = config;
        this.line = line;
        this.turns = new FairTurns(config::weight);
    }

    void dispatched(Flow flow, Instant now) {
        BrokenPromise.unless(!config.isPaused(flow), "nothing is dispatched that is paused", flow);
        leavesAloneWhoAskedForIt(flow.account(), now);
        triesABrokenAccountWithOneAtATime(flow.account(), now);
        turns.served(flow, ready());
        for (Config.Scope scope : scopes(flow)) {
            Usage usage = usage(scope);
            usage.dispatched(scope.limit(), now);
            runsNoMoreThanItsSlots(scope, usage);
            dispatchesNoFasterThanItsRate(scope, usage);
        }
    }

    void ended(Flow flow) {
        scopes(flow).forEach(scope -> usage(scope).ended());
    }

    /** Someone has left the line without being served. */
    void left(Flow flow) {
        turns.left(flow);
    }

    /** Scheduling forgets that when it starts anew. */
    void throttled(String account, Failure.Throttled failure, Instant now) {
        failure.retryAfter()
                .ifPresent(silence -> leftAlone.merge(
                        account, now.plus(silence), (known, asked) -> known.isAfter(asked) ? known : asked));
    }

    void defined(Instant now) {
        unsettle(now);
    }

    void judged(AccountHealth health, Instant now) {
        if (health.getState() == HealthState.OPEN) {
            openUntil.put(health.getAccount(), health.getUntil().orElseThrow());
        } else {
            openUntil.remove(health.getAccount());
        }
        unsettle(now);
    }

    boolean isBroken(String account, Instant now) {
        return openUntil.getOrDefault(account, Instant.MIN).isAfter(now);
    }

    private void unsettle(Instant now) {
        settledAt = now.plus(UNSETTLED);
        turns.forget();
    }

    void started(Instant now) {
        leftAlone.clear();
        openUntil.clear();
        turns.forget();
        settledAt = now;
        lookedAt = now;
    }

    void looked(Instant now) {
        lookedAt = now;
        Set<Flow> ready = ready();
        leavesNoSlotIdle(ready);
        turns.retain(ready);
    }

    /** Scheduling has heard something and done what it wanted. */
    void heard() {
        if (turns.areCounted()) {
            turns.retain(ready());
        }
    }

    private void leavesAloneWhoAskedForIt(String account, Instant now) {
        BrokenPromise.unless(
                !isLeftAlone(account, now), "an account is left alone as long as it asked", account, leftAlone, now);
    }

    private void triesABrokenAccountWithOneAtATime(String account, Instant now) {
        BrokenPromise.unless(!isBroken(account, now), "nothing is tried at a broken account", account, now);
        BrokenPromise.unless(
                !openUntil.containsKey(account)
                        || usage(config.account(account)).running() == 0,
                "a broken account is tried with one at a time",
                account);
    }

    private void runsNoMoreThanItsSlots(Config.Scope scope, Usage usage) {
        BrokenPromise.unless(
                usage.running() <= scope.limit().slots().orElse(Integer.MAX_VALUE),
                "no more run than there are slots",
                scope,
                usage.running());
    }

    private void dispatchesNoFasterThanItsRate(Config.Scope scope, Usage usage) {
        BrokenPromise.unless(usage.keepsRate(), "nothing is dispatched faster than its rate", scope);
    }

    private void leavesNoSlotIdle(Set<Flow> ready) {
        ready.forEach(flow -> BrokenPromise.unless(!isFree(flow.account()), "nobody waits who may run", flow));
    }

    /** Whether one more may run there, beyond doubt. */
    private boolean isFree(String account) {
        Config.Scope scope = config.account(account);
        return !isLeftAlone(account, lookedAt)
                && !openUntil.containsKey(account)
                && usage(scope).hasRoom(scope.limit(), lookedAt);
    }

    /** Who waits for a slot of the account alone, beyond doubt. */
    private Set<Flow> ready() {
        Set<Flow> ready = new HashSet<>();
        if (!lookedAt.isBefore(settledAt)) {
            line.forEach(place -> {
                if (!ready.contains(place.flow()) && isReady(place.flow())) {
                    ready.add(place.flow());
                }
            });
        }
        return ready;
    }

    private boolean isReady(Flow flow) {
        return !config.isPaused(flow)
                && List.of(config.project(flow.project()), config.model(flow.model(), flow.account())).stream()
                        .allMatch(scope -> usage(scope).hasRoom(scope.limit(), lookedAt));
    }

    private boolean isLeftAlone(String account, Instant now) {
        return leftAlone.getOrDefault(account, Instant.MIN).isAfter(now);
    }

    private List<Config.Scope> scopes(Flow flow) {
        return List.of(
                config.account(flow.account()),
                config.project(flow.project()),
                config.model(flow.model(), flow.account()));
    }

    private Usage usage(Config.Scope scope) {
        return usages.computeIfAbsent(scope.name(), _ -> new Usage());
    }
}
