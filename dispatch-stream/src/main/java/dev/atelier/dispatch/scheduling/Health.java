package dev.atelier.dispatch.scheduling;

import dev.atelier.event.AccountHealth;
import dev.atelier.event.HealthState;
import dev.atelier.platform.failure.Failure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The breakers of the accounts of one task; says when one opens or closes. In memory: after a start all are closed. */
final class Health {
    private final Map<String, Breaker> breakers = new HashMap<>();
    private final Consumer<AccountHealth> changes;

    Health(Consumer<AccountHealth> changes) {
        this.changes = changes;
    }

    /** The provider has answered as it should, be it with a refusal. */
    void answered(String provider, String account, Instant now) {
        change(provider, account, now, (breaker, _) -> breaker.succeeded());
    }

    /** An attempt has failed. What is the request's fault, or our haste, says nothing against the account. */
    void failed(String provider, String account, Failure failure, Instant now) {
        switch (failure) {
            case Failure.Unavailable _, Failure.Uncertain _, Failure.MalformedReply _, Failure.AccountRefused _ ->
                change(provider, account, now, Breaker::failed);
            case Failure.InvalidRequest _, Failure.ContentRefused _, Failure.ModelNotFound _, Failure.ProviderFailed _ ->
                answered(provider, account, now);
            case Failure.Throttled _,
                    Failure.LeaseExpired _,
                    Failure.DeadlineExceeded _,
                    Failure.LimitReached _,
                    Failure.BudgetExceeded _,
                    Failure.PriceUnknown _,
                    Failure.Purged _ -> {}
        }
    }

    Breaker of(String account) {
        return breakers.getOrDefault(account, Breaker.CLOSED);
    }

    private void change(String provider, String account, Instant now, BiFunction<Breaker, Instant, Breaker> step) {
        Breaker before = of(account);
        Breaker after = step.apply(before, now);
        breakers.put(account, after);
        if (!before.openUntil().equals(after.openUntil())) {
            changes.accept(new AccountHealth(
                    account,
                    provider,
                    after.openUntil().isPresent() ? HealthState.OPEN : HealthState.CLOSED,
                    after.openUntil().orElse(null),
                    now));
        }
    }
}
