package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountHealth;
import dev.atelier.event.HealthState;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * How the accounts of one task do: their breakers, and how long their successes took. Says so when a breaker opens or closes,
 * and now and then. In memory: after a start all are closed.
 */
final class Health {
    static final Duration TOLD_EVERY = Duration.ofSeconds(10);

    private final Map<String, Account> accounts = new HashMap<>();
    private final Consumer<AccountHealth> changes;

    private static final class Account {
        private final Durations durations = new Durations();
        private Breaker breaker = Breaker.CLOSED;
        private Instant told = Instant.MIN;
    }

    Health(Consumer<AccountHealth> changes) {
        this.changes = changes;
    }

    /** The provider has done a job, which {@code took} so long. */
    void succeeded(String provider, String account, Duration took, Instant now) {
        account(account).durations.add(took);
        answered(provider, account, now);
    }

    /** An attempt has failed. What is the request's fault, or our haste, says nothing against the account. */
    void failed(String provider, String account, Failure failure, Instant now) {
        switch (failure) {
            case Failure.Unavailable _, Failure.Uncertain _, Failure.MalformedReply _, Failure.AccountRefused _ ->
                change(provider, account, now, Breaker::failed);
            case Failure.InvalidRequest _,
                    Failure.ContentRefused _,
                    Failure.ModelNotFound _,
                    Failure.ProviderFailed _,
                    Failure.Nonconformant _ -> answered(provider, account, now);
            case Failure.Throttled _,
                    Failure.LeaseExpired _,
                    Failure.DeadlineExceeded _,
                    Failure.LimitReached _,
                    Failure.QueueFull _,
                    Failure.BudgetExceeded _,
                    Failure.PriceUnknown _,
                    Failure.Purged _ -> {}
        }
    }

    Breaker of(String account) {
        var known = accounts.get(account);
        return known == null ? Breaker.CLOSED : known.breaker;
    }

    /** The provider has answered as it should, be it with a refusal. */
    private void answered(String provider, String account, Instant now) {
        change(provider, account, now, (breaker, _) -> breaker.succeeded());
    }

    private Account account(String name) {
        return accounts.computeIfAbsent(name, _ -> new Account());
    }

    private void change(String provider, String name, Instant now, BiFunction<Breaker, Instant, Breaker> step) {
        var account = account(name);
        Breaker before = account.breaker;
        account.breaker = step.apply(before, now);
        if (!before.openUntil().equals(account.breaker.openUntil()) || !account.told.isAfter(now.minus(TOLD_EVERY))) {
            account.told = now;
            changes.accept(report(provider, name, account, now));
        }
    }

    private static AccountHealth report(String provider, String name, Account account, Instant now) {
        return AccountHealth.newBuilder()
                .setAccount(name)
                .setProvider(provider)
                .setState(account.breaker.openUntil().isPresent() ? HealthState.OPEN : HealthState.CLOSED)
                .setUntil(account.breaker.openUntil().orElse(null))
                .setAt(now)
                .setAnswers(account.breaker.counted())
                .setFailures(Integer.bitCount(account.breaker.answers()))
                .setMedianMillis(account.durations.percentile(0.5))
                .setP95Millis(account.durations.percentile(0.95))
                .build();
    }
}
