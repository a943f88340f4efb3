package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountState;
import dev.atelier.event.BucketState;
import dev.atelier.event.RateLimit;
import dev.atelier.event.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * The slots of each account and the line before them. A slot is given on arrival or when one frees; time alone gives one
 * only when a token bucket fills or config changes, and for that the account is looked at again at a moment noted here.
 * Those notes are the one thing kept in memory; after a start every account is looked at.
 */
final class Slots {
    /** Config may have changed: an account with a line is looked at this often whatever happens. */
    private static final Duration RECHECK = Duration.ofSeconds(1);

    private static final List<String> LANES = List.of("1", "2", "3");

    private final Stores stores;
    private final Line line;
    private final Lessor lessor;
    private final Map<String, Instant> wake = new HashMap<>();

    /** Gives the slot to whoever's turn it is. */
    @FunctionalInterface
    interface Lessor {
        void lease(Scheduled waiting, AccountDefined account, Instant now);
    }

    Slots(Stores stores, Lessor lessor) {
        this.stores = stores;
        this.line = new Line(stores.line());
        this.lessor = lessor;
    }

    Optional<AccountDefined> defined(String account) {
        return Optional.ofNullable(
                ValueAndTimestamp.getValueOrNull(stores.defined().get(account)));
    }

    long nextSequence(String account) {
        AccountState state = state(account);
        save(
                account,
                AccountState.newBuilder(state)
                        .setSequence(state.getSequence() + 1)
                        .build());
        return state.getSequence();
    }

    /** {@code scheduled} stands in line, and runs at once if it can. */
    void join(String account, Scheduled scheduled, Instant now) {
        line.join(account, scheduled);
        count(account, 0, 1);
        serve(account, now);
    }

    /** {@code scheduled} stands in line no longer. */
    void leave(String account, Scheduled scheduled) {
        line.leave(account, scheduled);
        count(account, 0, -1);
    }

    /** A slot is free again. */
    void release(String account, Instant now) {
        count(account, -1, 0);
        serve(account, now);
    }

    /** {@code scheduled} gives its slot back and stands in line again, where its arrival puts it. */
    void rejoin(String account, Scheduled scheduled, Instant now) {
        line.join(account, scheduled);
        count(account, -1, 1);
        serve(account, now);
    }

    void wakeAll(Instant now) {
        try (var accounts = stores.accounts().all()) {
            accounts.forEachRemaining(entry -> wake.put(entry.key, now));
        }
    }

    void serveWoken(Instant now) {
        List<String> woken = wake.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        woken.forEach(wake::remove);
        woken.forEach(account -> serve(account, now));
    }

    /** How long until {@code project} may be served at {@code account}, as far as its token bucket tells. */
    Duration retryAfter(String account, String project, Instant now) {
        return defined(account)
                .flatMap(defined -> limit(defined, project))
                .map(limit -> Duration.between(
                        now, bucket(account, project, limit, now).nextToken(limit, now)))
                .filter(Duration::isPositive)
                .orElse(RECHECK);
    }

    private void serve(String account, Instant now) {
        Optional<AccountDefined> defined = defined(account);
        AccountState state = state(account);
        while (defined.isPresent()
                && state.getWaiting() > 0
                && state.getRunning() < defined.get().getConcurrency()
                && serveOne(defined.get(), state, now)) {
            state = state(account);
        }
        if (state.getWaiting() > 0) {
            wakeBy(account, now.plus(RECHECK));
        }
    }

    private boolean serveOne(AccountDefined account, AccountState state, Instant now) {
        if (!hasToken(account.getAccount(), "", account.getRateLimit(), now)) {
            return false;
        }
        for (String lane : LANES) {
            String last = state.getLastServed().getOrDefault(lane, "");
            var turn = line.next(account.getAccount(), lane, last, project -> hasToken(account, project, now));
            if (turn.isPresent()) {
                serve(account, state, turn.get(), now);
                return true;
            }
        }
        return false;
    }

    private void serve(AccountDefined account, AccountState state, Line.Place turn, Instant now) {
        Scheduled waiting = stores.scheduled().get(turn.generationId());
        line.leave(account.getAccount(), waiting);
        takeToken(account.getAccount(), "", account.getRateLimit(), now);
        takeToken(account.getAccount(), turn.project(), limit(account, turn.project()), now);
        Map<String, String> lastServed = new HashMap<>(state.getLastServed());
        lastServed.put(turn.lane(), turn.project());
        save(
                account.getAccount(),
                AccountState.newBuilder(state)
                        .setRunning(state.getRunning() + 1)
                        .setWaiting(state.getWaiting() - 1)
                        .setLastServed(lastServed)
                        .build());
        lessor.lease(waiting, account, now);
    }

    private boolean hasToken(AccountDefined account, String project, Instant now) {
        return hasToken(account.getAccount(), project, limit(account, project), now);
    }

    /** Where there is none, the account is looked at again when there will be. */
    private boolean hasToken(String account, String project, Optional<RateLimit> limit, Instant now) {
        if (limit.isEmpty()) {
            return true;
        }
        TokenBucket bucket = bucket(account, project, limit.get(), now);
        if (bucket.take(limit.get(), now).isPresent()) {
            return true;
        }
        Instant next = bucket.nextToken(limit.get(), now);
        wakeBy(account, next);
        return false;
    }

    private void takeToken(String account, String project, Optional<RateLimit> limit, Instant now) {
        limit.flatMap(rate -> bucket(account, project, rate, now).take(rate, now))
                .ifPresent(left ->
                        stores.buckets().put(bucketKey(account, project), new BucketState(left.tokens(), left.at())));
    }

    private TokenBucket bucket(String account, String project, RateLimit limit, Instant now) {
        BucketState state = stores.buckets().get(bucketKey(account, project));
        return state == null ? TokenBucket.full(limit, now) : new TokenBucket(state.getTokens(), state.getAt());
    }

    private Optional<RateLimit> limit(AccountDefined account, String project) {
        return Optional.ofNullable(
                        ValueAndTimestamp.getValueOrNull(stores.projects().get(project)))
                .map(defined -> defined.getRateLimits().get(account.getProvider()));
    }

    private static String bucketKey(String account, String project) {
        return account + '\u0000' + project;
    }

    /** Looks at {@code account} again at {@code at}, or before. */
    private void wakeBy(String account, Instant at) {
        wake.merge(account, at, (known, wanted) -> known.isBefore(wanted) ? known : wanted);
    }

    private void count(String account, int running, int waiting) {
        AccountState state = state(account);
        save(
                account,
                AccountState.newBuilder(state)
                        .setRunning(state.getRunning() + running)
                        .setWaiting(state.getWaiting() + waiting)
                        .build());
    }

    private AccountState state(String account) {
        AccountState state = stores.accounts().get(account);
        return state == null ? new AccountState(0, 0, 0L, Map.of()) : state;
    }

    private void save(String account, AccountState state) {
        stores.accounts().put(account, state);
    }
}
