package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.BucketState;
import dev.atelier.event.Lane;
import dev.atelier.event.RateLimit;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may run: an account, a project at a provider, a model at an account and the batch lane of an account each have a token
 * bucket or a number of slots, operators pause what they like, and what is being purged rests. One task decides for a
 * provider, so what it counts is exact. Buckets are kept in a store; what runs is counted in memory, from the running
 * generations at each start.
 */
final class Limits {
    private static final int UNLIMITED = Integer.MAX_VALUE;
    /** Of so many slots of an account the batch lane leaves one to the others; of fewer, none. */
    private static final int SLOTS_TO_ONE_LEFT = 8;
    /** Asked not to wait, somebody may ask again after this where nothing says when a slot frees. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Denial PAUSED = new Denial("paused", Optional.empty());
    private static final Denial PURGED = new Denial("purged", Optional.empty());

    private final Stores stores;
    private final Map<String, Integer> running = new HashMap<>();
    /** As providers asked for. */
    private final Map<String, Instant> leftAlone = new HashMap<>();

    private final Health health;
    private final Pauses pauses;
    private final Purges purges;
    private final Crew crew;

    Limits(Stores stores, Health health, Purges purges) {
        this.stores = stores;
        this.health = health;
        this.pauses = new Pauses(stores);
        this.purges = purges;
        this.crew = new Crew(stores);
    }

    /** Something that is limited, by its key among all of them. */
    record Scope(String key, Optional<RateLimit> rate, int slots) {}

    /** {@code scope} holds back until {@code until}, or else until something that runs there ends, or config changes. */
    record Denial(String scope, Optional<Instant> until) {
        static Denial of(Scope scope) {
            return new Denial(scope.key(), Optional.empty());
        }

        static Denial of(Scope scope, Instant until) {
            return new Denial(scope.key(), Optional.of(until));
        }
    }

    /** Why nothing may run at {@code account} now, if that is so. */
    Optional<Denial> denial(AccountDefined account, Instant now) {
        if (pauses.ofAccount(account.getAccount()).isPresent()) {
            return Optional.of(PAUSED);
        }
        Scope scope = accountScope(account);
        var capacity = crew.capacity(account.getProvider(), now);
        if (capacity.isPresent() && running.getOrDefault(scope.key(), 0) >= capacity.getAsInt()) {
            return Optional.of(Denial.of(scope));
        }
        Breaker breaker = health.of(account.getAccount());
        if (breaker.isOpen(now)) {
            return Optional.of(new Denial(scope.key(), breaker.openUntil()));
        }
        if (breaker.isHalfOpen(now) && running.getOrDefault(scope.key(), 0) > 0) {
            return Optional.of(Denial.of(scope));
        }
        return Optional.ofNullable(leftAlone.get(account.getAccount()))
                .filter(until -> until.isAfter(now))
                .map(until -> Denial.of(scope, until))
                .or(() -> denial(scope, now));
    }

    /** Why {@code flow} may not run now, though its account may. */
    Optional<Denial> denial(Flow flow, Instant now) {
        if (pauses.ofFlow(flow).isPresent()) {
            return Optional.of(PAUSED);
        }
        if (purges.areSweeping(flow)) {
            return Optional.of(PURGED);
        }
        return denial(projectScope(flow), now)
                .or(() -> denial(modelScope(flow), now))
                .or(() -> batchScope(flow).flatMap(scope -> denial(scope, now)));
    }

    /** What to tell somebody of {@code flow} who does not want to wait. */
    Failure.LimitReached refusal(Flow flow, Instant now) {
        return pauses.ofAccount(flow.account())
                .or(() -> pauses.ofFlow(flow))
                .map(pause -> new Failure.LimitReached(Pauses.sentence(pause), Optional.empty()))
                .orElseGet(() -> new Failure.LimitReached(
                        "the limit of %s at %s is reached".formatted(flow.project(), flow.account()),
                        Optional.of(retryAfter(flow, now))));
    }

    private Duration retryAfter(Flow flow, Instant now) {
        return stores.account(flow.account())
                .flatMap(account -> denial(account, now).or(() -> denial(flow, now)))
                .flatMap(Denial::until)
                .map(until -> Duration.between(now, until))
                .filter(Duration::isPositive)
                .orElse(SOON);
    }

    /** A job of {@code flow} is dispatched. */
    void take(AccountDefined account, Flow flow, Instant now) {
        occupy(flow);
        for (Scope scope : List.of(accountScope(account), projectScope(flow), modelScope(flow))) {
            scope.rate()
                    .flatMap(rate -> bucket(scope, rate, now).take(rate, now))
                    .ifPresent(left -> stores.buckets().put(scope.key(), new BucketState(left.tokens(), left.at())));
        }
    }

    /** How many run at {@code account}. */
    int running(String account) {
        return running.getOrDefault(accountKey(account), 0);
    }

    /** A job of {@code flow} runs already. */
    void occupy(Flow flow) {
        keys(flow).forEach(key -> running.merge(key, 1, Integer::sum));
    }

    /** A job of {@code flow} has ended. Answers which scopes have a slot more. */
    List<String> release(Flow flow) {
        List<String> keys = keys(flow);
        keys.forEach(key -> running.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1));
        return keys;
    }

    /** The provider asked to be left alone at {@code account}. */
    void leaveAlone(String account, Instant until) {
        leftAlone.merge(account, until, (known, asked) -> known.isAfter(asked) ? known : asked);
    }

    private Optional<Denial> denial(Scope scope, Instant now) {
        if (running.getOrDefault(scope.key(), 0) >= scope.slots()) {
            return Optional.of(Denial.of(scope));
        }
        return scope.rate().flatMap(rate -> {
            TokenBucket bucket = bucket(scope, rate, now);
            return bucket.take(rate, now).isPresent()
                    ? Optional.empty()
                    : Optional.of(Denial.of(scope, bucket.nextToken(rate, now)));
        });
    }

    private TokenBucket bucket(Scope scope, RateLimit rate, Instant now) {
        BucketState state = stores.buckets().get(scope.key());
        return state == null ? TokenBucket.full(rate, now) : new TokenBucket(state.getTokens(), state.getAt());
    }

    private static Scope accountScope(AccountDefined account) {
        return new Scope(accountKey(account.getAccount()), account.getRateLimit(), account.getConcurrency());
    }

    private Scope projectScope(Flow flow) {
        return stores.project(flow.project())
                .map(project -> new Scope(
                        projectKey(flow),
                        Optional.ofNullable(project.getRateLimits().get(flow.provider())),
                        project.getConcurrency().getOrDefault(flow.provider(), UNLIMITED)))
                .orElseGet(() -> new Scope(projectKey(flow), Optional.empty(), UNLIMITED));
    }

    private Scope modelScope(Flow flow) {
        return stores.model(flow.model())
                .flatMap(model -> model.getTargets().stream()
                        .filter(target -> target.getAccount().equals(flow.account()))
                        .findFirst())
                .map(target -> new Scope(
                        modelKey(flow),
                        target.getRateLimit(),
                        target.getConcurrency().orElse(UNLIMITED)))
                .orElseGet(() -> new Scope(modelKey(flow), Optional.empty(), UNLIMITED));
    }

    /** A job that runs is never stopped for another, so what can wait leaves some slots to what cannot. */
    private Optional<Scope> batchScope(Flow flow) {
        return stores.account(flow.account())
                .filter(_ -> flow.lane() == Lane.BATCH)
                .map(account -> {
                    int slots = account.getConcurrency();
                    return new Scope(batchKey(flow), Optional.empty(), slots - slots / SLOTS_TO_ONE_LEFT);
                });
    }

    private static List<String> keys(Flow flow) {
        return flow.lane() == Lane.BATCH
                ? List.of(accountKey(flow.account()), projectKey(flow), modelKey(flow), batchKey(flow))
                : List.of(accountKey(flow.account()), projectKey(flow), modelKey(flow));
    }

    private static String batchKey(Flow flow) {
        return "batch" + Flow.SEPARATOR + flow.account();
    }

    private static String accountKey(String account) {
        return "account" + Flow.SEPARATOR + account;
    }

    private static String projectKey(Flow flow) {
        return "project" + Flow.SEPARATOR + flow.provider() + Flow.SEPARATOR + flow.project();
    }

    private static String modelKey(Flow flow) {
        return "model" + Flow.SEPARATOR + flow.account() + Flow.SEPARATOR + flow.model();
    }
}
