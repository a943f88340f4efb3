package dev.atelier.platform.catalogue;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.HealthState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** What config and scheduling say of accounts. Of one that nothing is said of, nothing is known against it. */
public final class KnownAccounts implements Router.Accounts {
    private final Function<String, Optional<AccountDefined>> defined;
    private final Function<String, Optional<AccountHealth>> health;
    private final InstantSource clock;

    public KnownAccounts(
            Function<String, Optional<AccountDefined>> defined,
            Function<String, Optional<AccountHealth>> health,
            InstantSource clock) {
        this.defined = requireNonNull(defined);
        this.health = requireNonNull(health);
        this.clock = requireNonNull(clock);
    }

    @Override
    public boolean isWell(String account) {
        Instant now = clock.instant();
        return health.apply(account)
                .filter(known -> known.getState() == HealthState.OPEN)
                .flatMap(AccountHealth::getUntil)
                .filter(until -> until.isAfter(now))
                .isEmpty();
    }

    @Override
    public boolean isOpenTo(String project, String account) {
        return defined.apply(account)
                .flatMap(AccountDefined::getProject)
                .filter(owner -> !owner.equals(project))
                .isEmpty();
    }
}
