package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Tables;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.BucketState;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.PauseDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.PurgeState;
import dev.atelier.event.Scheduled;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.schemas.EventSerdes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * The state of scheduling. Their names are part of their changelogs' names: a rename loses what they hold.
 *
 * @param running  by generation id: each that holds a lease; no more of them than slots
 * @param waiting  by generation id: each that stands in line or waits for its next attempt
 * @param line     by place (see {@link Place}): who stands in line
 * @param timers   by due time (see {@link Timers}): which generations to look at then
 * @param buckets  by scope (see {@link Limits}): token buckets
 * @param purges   by number (see {@link Purges}): what is or was lately taken out of the line
 * @param accounts by account: what config says of it
 * @param projects by project: what config says of it
 * @param models   by model: what config says of it
 * @param pauses   by kind and name (see {@link Pauses}): what is paused
 * @param workers  by provider and worker (see {@link Crew}): what they can take on
 */
record Stores(
        KeyValueStore<String, Scheduled> running,
        KeyValueStore<String, Scheduled> waiting,
        KeyValueStore<String, String> line,
        KeyValueStore<String, String> timers,
        KeyValueStore<String, BucketState> buckets,
        KeyValueStore<String, PurgeState> purges,
        TimestampedKeyValueStore<String, AccountDefined> accounts,
        TimestampedKeyValueStore<String, ProjectDefined> projects,
        TimestampedKeyValueStore<String, ModelDefined> models,
        TimestampedKeyValueStore<String, PauseDefined> pauses,
        TimestampedKeyValueStore<String, WorkerAnnounced> workers) {
    private static final String RUNNING = "running";
    private static final String WAITING = "waiting";
    private static final String LINE = "line";
    private static final String TIMERS = "timers";
    private static final String BUCKETS = "buckets";
    private static final String PURGES = "purges-read";

    static Stores of(ProcessorContext<?, ?> context) {
        return new Stores(
                context.getStateStore(RUNNING),
                context.getStateStore(WAITING),
                context.getStateStore(LINE),
                context.getStateStore(TIMERS),
                context.getStateStore(BUCKETS),
                context.getStateStore(PURGES),
                context.getStateStore(Tables.ACCOUNTS),
                context.getStateStore(Tables.PROJECTS),
                context.getStateStore(Tables.MODELS),
                context.getStateStore(Tables.PAUSES),
                context.getStateStore(Tables.WORKERS));
    }

    static Set<StoreBuilder<?>> builders(EventSerdes serdes) {
        return new LinkedHashSet<>(List.of(
                events(RUNNING, serdes, Scheduled.class),
                events(WAITING, serdes, Scheduled.class),
                store(LINE, Serdes.String()),
                store(TIMERS, Serdes.String()),
                events(BUCKETS, serdes, BucketState.class),
                events(PURGES, serdes, PurgeState.class)));
    }

    /** A generation that runs or waits. */
    @Nullable
    Scheduled find(String generationId) {
        Scheduled found = running.get(generationId);
        return found != null ? found : waiting.get(generationId);
    }

    Optional<AccountDefined> account(String account) {
        return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(accounts.get(account)));
    }

    Optional<ProjectDefined> project(String project) {
        return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(projects.get(project)));
    }

    Optional<ModelDefined> model(String model) {
        return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(models.get(model)));
    }

    Optional<PauseDefined> pause(String key) {
        return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(pauses.get(key)));
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
