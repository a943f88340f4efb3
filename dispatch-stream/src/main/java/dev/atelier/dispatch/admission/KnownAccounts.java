package dev.atelier.dispatch.admission;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.HealthState;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** What config and scheduling say of accounts. Of one that nothing is said of, nothing is known against it. */
final class KnownAccounts implements Router.Accounts {
    private final TimestampedKeyValueStore<String, AccountDefined> defined;
    private final TimestampedKeyValueStore<String, AccountHealth> health;
    private final InstantSource clock;

    KnownAccounts(
            TimestampedKeyValueStore<String, AccountDefined> defined,
            TimestampedKeyValueStore<String, AccountHealth> health,
            InstantSource clock) {
        this.defined = defined;
        this.health = health;
        this.clock = clock;
    }

    @Override
    public boolean isWell(String account) {
        AccountHealth known = ValueAndTimestamp.getValueOrNull(health.get(account));
        Instant now = clock.instant();
        return known == null
                || known.getState() != HealthState.OPEN
                || known.getUntil().filter(until -> until.isAfter(now)).isEmpty();
    }

    @Override
    public boolean isOpenTo(String project, String account) {
        AccountDefined known = ValueAndTimestamp.getValueOrNull(defined.get(account));
        return known == null
                || known.getProject().filter(owner -> !owner.equals(project)).isEmpty();
    }
}
