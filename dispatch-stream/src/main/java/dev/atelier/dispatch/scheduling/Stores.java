package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Tables;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountState;
import dev.atelier.event.BucketState;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.Scheduled;
import dev.atelier.schemas.EventSerdes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;

/**
 * The state of scheduling. Their names are part of their changelogs' names: a rename loses what they hold.
 *
 * @param scheduled by generation id: each generation between admission and its outcome
 * @param line      by place (see {@link Line}): the id of each generation that stands in line
 * @param timers    by due time (see {@link Timers}): the id of a generation to look at then
 * @param accounts  by account: where it stands
 * @param buckets   by account and project: their token buckets
 * @param defined   by account: what config says of it
 * @param projects  by project: what config says of it
 */
record Stores(
        KeyValueStore<String, Scheduled> scheduled,
        KeyValueStore<String, String> line,
        KeyValueStore<String, String> timers,
        KeyValueStore<String, AccountState> accounts,
        KeyValueStore<String, BucketState> buckets,
        TimestampedKeyValueStore<String, AccountDefined> defined,
        TimestampedKeyValueStore<String, ProjectDefined> projects) {
    private static final String SCHEDULED = "scheduled";
    private static final String LINE = "line";
    private static final String TIMERS = "timers";
    private static final String ACCOUNTS = "accounts";
    private static final String BUCKETS = "buckets";

    static Stores of(ProcessorContext<?, ?> context) {
        return new Stores(
                context.getStateStore(SCHEDULED),
                context.getStateStore(LINE),
                context.getStateStore(TIMERS),
                context.getStateStore(ACCOUNTS),
                context.getStateStore(BUCKETS),
                context.getStateStore(Tables.ACCOUNTS),
                context.getStateStore(Tables.PROJECTS));
    }

    static Set<StoreBuilder<?>> builders(EventSerdes serdes) {
        return new LinkedHashSet<>(List.of(
                events(SCHEDULED, serdes, Scheduled.class),
                store(LINE, Serdes.String()),
                store(TIMERS, Serdes.String()),
                events(ACCOUNTS, serdes, AccountState.class),
                events(BUCKETS, serdes, BucketState.class)));
    }

    private static <T extends SpecificRecord> StoreBuilder<?> events(String name, EventSerdes serdes, Class<T> type) {
        return store(name, serdes.of(type));
    }

    /** Cached, so that of several changes of a key in one transaction only the last goes to the changelog. */
    private static StoreBuilder<?> store(String name, Serde<?> values) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), Serdes.String(), values)
                .withCachingEnabled();
    }
}
