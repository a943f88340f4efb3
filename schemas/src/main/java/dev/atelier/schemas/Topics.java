package dev.atelier.schemas;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountCheckRequested;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.ApiKeyUsed;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationReturned;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.JobReport;
import dev.atelier.event.LineReported;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.MoveRequested;
import dev.atelier.event.PatternRecord;
import dev.atelier.event.PauseDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.ProviderCalledBack;
import dev.atelier.event.PurgeRequested;
import dev.atelier.event.RedriveJob;
import dev.atelier.event.RedriveRecorded;
import dev.atelier.event.SchedulingOrder;
import dev.atelier.event.StyleDefined;
import dev.atelier.event.UsageRecorded;
import dev.atelier.event.WebhookAttempted;
import dev.atelier.event.WebhookDefined;
import dev.atelier.event.WebhookDelivery;
import dev.atelier.event.WorkerAnnounced;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;

/** The catalogue of topics. Immutable; the serdes in it are shared and safe for use by several threads. */
public final class Topics {
    /** Records of this topic carry their cause in headers, as Kafka Streams writes them (KIP-1034). */
    public static final String DEAD_LETTERS = "dead-letters";

    private static final String JOBS = "jobs.";
    private static final Pattern JOB_TOPIC = Pattern.compile("jobs\\.[a-zA-Z0-9._-]{1,100}");
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");
    /** Compacted early, since whoever gets a partition reads all of it before it works. */
    private static final Map<String, String> SHORT = Map.of(
            "cleanup.policy",
            "compact",
            "segment.bytes",
            "16777216",
            "segment.ms",
            "600000",
            "delete.retention.ms",
            "3600000",
            "min.cleanable.dirty.ratio",
            "0.1");

    private static final Map<String, String> FOREVER = Map.of("retention.ms", "-1");
    /** The broker's clock, since a producer's could be years ahead and end the window in which duplicates are known. */
    private static final Map<String, String> FOREVER_IN_ORDER =
            Map.of("retention.ms", "-1", "message.timestamp.type", "LogAppendTime");

    private final EventSerdes serdes;
    private final TopicSettings settings;

    public Topics(EventSerdes serdes, TopicSettings settings) {
        this.serdes = requireNonNull(serdes);
        this.settings = requireNonNull(settings);
    }

    /** What was asked for; key: project. Kept for ever, for replay. */
    public Topic<String, GenerationRequested> requests() {
        return topic("requests", GenerationRequested.class, settings.partitions(), FOREVER_IN_ORDER);
    }

    /** What is to be stopped; key: project. */
    public Topic<String, CancelRequested> cancellations() {
        return topic("cancellations", CancelRequested.class, settings.partitions(), kept(settings.workRetention()));
    }

    /** What is wanted of batches; key: project. Kept for ever, like the requests that it stands for. */
    public Topic<String, BatchOrder> batches() {
        return topic("batches", BatchOrder.class, settings.partitions(), FOREVER_IN_ORDER);
    }

    /** Where each batch stands; key: batch id. */
    public Topic<String, BatchStatus> batchStatus() {
        return topic("batch-status", BatchStatus.class, settings.partitions(), COMPACTED);
    }

    /** What is to go before its own; key: project. */
    public Topic<String, MoveRequested> moves() {
        return topic("moves", MoveRequested.class, settings.partitions(), kept(settings.workRetention()));
    }

    /** What is to be taken out of the line; key: provider. */
    public Topic<String, PurgeRequested> purges() {
        return topic("purges", PurgeRequested.class, settings.partitions(), kept(settings.workRetention()));
    }

    /** What admission lets in or stops, on its way to scheduling; key: provider. */
    public Topic<String, SchedulingOrder> admitted() {
        return topic("admitted", SchedulingOrder.class, settings.partitions(), kept(settings.workRetention()));
    }

    /** What scheduling gives back, to be run elsewhere; key: project. */
    public Topic<String, GenerationReturned> returned() {
        return topic("returned", GenerationReturned.class, settings.partitions(), kept(settings.workRetention()));
    }

    /** Which jobs their workers are to stop; key: generation id. */
    public Topic<String, JobCanceled> jobCancellations() {
        return topic("job-cancellations", JobCanceled.class, 1, kept(settings.eventRetention()));
    }

    /** What a provider is to run now; key: account. */
    public Topic<String, GenerationJob> jobs(String provider) {
        return topic(JOBS + provider, GenerationJob.class, settings.jobPartitions(), kept(settings.workRetention()));
    }

    /** What workers say; key: provider. */
    public Topic<String, JobReport> reports() {
        return topic("reports", JobReport.class, settings.partitions(), kept(settings.workRetention()));
    }

    /** What became of each generation; key: project. Kept for ever: the metadata store is rebuilt from it. */
    public Topic<String, GenerationOutcome> outcomes() {
        return topic("outcomes", GenerationOutcome.class, settings.partitions(), FOREVER);
    }

    /** What people changed of generations afterwards; key: project. Kept for ever, like the outcomes that it changes. */
    public Topic<String, GenerationAmended> amendments() {
        return topic("amendments", GenerationAmended.class, settings.partitions(), FOREVER);
    }

    /** The final word, once it is stored; key: project. Kept for ever. */
    public Topic<String, GenerationResult> results() {
        return topic("results", GenerationResult.class, settings.partitions(), FOREVER);
    }

    /** Each step of each generation, for whoever watches; key: project. */
    public Topic<String, GenerationEvent> events() {
        return topic("events", GenerationEvent.class, settings.partitions(), kept(settings.eventRetention()));
    }

    /** Each movement of money; key: project. Kept for ever: statements are made from it. */
    public Topic<String, UsageRecorded> usage() {
        return topic("usage", UsageRecorded.class, settings.partitions(), FOREVER);
    }

    /** What could not be read or processed, as it was; its cause and source are in the headers. */
    public Topic<byte[], byte[]> deadLetters() {
        // In the broker's time, which is when it was put aside; a record's own time says when it was written first.
        return new Topic<>(DEAD_LETTERS, Serdes.ByteArray(), Serdes.ByteArray(), 1, FOREVER_IN_ORDER);
    }

    /** Which dead letters were put back, and by whom; key: the dead letter's id. Kept for ever: it is the audit. */
    public Topic<String, RedriveRecorded> redrives() {
        return topic("redrives", RedriveRecorded.class, 1, FOREVER);
    }

    /** Bulk redrives as they are now; key: job. */
    public Topic<String, RedriveJob> redriveJobs() {
        return topic("redrive-jobs", RedriveJob.class, 1, COMPACTED);
    }

    /** Projects as they are now; key: project. */
    public Topic<String, ProjectDefined> projects() {
        return topic("config.projects", ProjectDefined.class, 1, COMPACTED);
    }

    /** Models as they are now; key: model. */
    public Topic<String, ModelDefined> models() {
        return topic("config.models", ModelDefined.class, 1, COMPACTED);
    }

    /** Accounts as they are now; key: account. */
    public Topic<String, AccountDefined> accounts() {
        return topic("config.accounts", AccountDefined.class, 1, COMPACTED);
    }

    /** Style presets as they are now; key: style. */
    public Topic<String, StyleDefined> styles() {
        return topic("config.styles", StyleDefined.class, 1, COMPACTED);
    }

    /** Whether each account answers as it should; key: account. */
    public Topic<String, AccountHealth> accountHealth() {
        return topic("account-health", AccountHealth.class, 1, COMPACTED);
    }

    /** What each worker can take on; key: provider/worker. */
    public Topic<String, WorkerAnnounced> workers() {
        return topic("workers", WorkerAnnounced.class, 1, COMPACTED);
    }

    /** Whose credentials are to be tried; key: account. */
    public Topic<String, AccountCheckRequested> accountChecks() {
        return topic("account-checks", AccountCheckRequested.class, 1, kept(settings.eventRetention()));
    }

    /** Which jobs a provider called back about; key: generation id. */
    public Topic<String, ProviderCalledBack> callbacks() {
        return topic("callbacks", ProviderCalledBack.class, 1, kept(settings.eventRetention()));
    }

    /** How the line of each account stands; key: account. */
    public Topic<String, LineReported> lines() {
        return topic("lines", LineReported.class, 1, COMPACTED);
    }

    /** API keys as they are now; key: key id. */
    public Topic<String, ApiKeyDefined> apiKeys() {
        return topic("config.api-keys", ApiKeyDefined.class, 1, COMPACTED);
    }

    /** When each API key was used last; key: key id. */
    public Topic<String, ApiKeyUsed> apiKeyUses() {
        return topic("api-key-uses", ApiKeyUsed.class, 1, COMPACTED);
    }

    /**
     * What was said of patterns; key: as {@link PatternRecord} has it. One partition, whose order numbers the versions of each:
     * no key of a version is written twice, so compaction leaves them as they are.
     */
    public Topic<String, PatternRecord> patterns() {
        return topic("config.patterns", PatternRecord.class, 1, COMPACTED);
    }

    /** What is paused now; key: see {@link PauseKeys}. */
    public Topic<String, PauseDefined> pauses() {
        return topic("config.pauses", PauseDefined.class, 1, COMPACTED);
    }

    /** Where projects want to be told of events, as it is now; key: endpoint. */
    public Topic<String, WebhookDefined> webhooks() {
        return topic("config.webhooks", WebhookDefined.class, 1, COMPACTED);
    }

    /** What is still to be posted; key: line/delivery, and all of a line in one partition. */
    public Topic<String, WebhookDelivery> webhookDeliveries() {
        return topic("webhook-deliveries", WebhookDelivery.class, settings.partitions(), SHORT);
    }

    /** Which posts were tried; key: line. */
    public Topic<String, WebhookAttempted> webhookAttempts() {
        return topic("webhook-attempts", WebhookAttempted.class, 1, kept(settings.workRetention()));
    }

    /** Every topic, with the job topics of {@code providers}. */
    public List<Topic<?, ?>> all(Collection<String> providers) {
        var fixed = Stream.<Topic<?, ?>>of(
                requests(),
                cancellations(),
                batches(),
                batchStatus(),
                moves(),
                purges(),
                admitted(),
                returned(),
                jobCancellations(),
                reports(),
                outcomes(),
                amendments(),
                results(),
                events(),
                usage(),
                deadLetters(),
                redrives(),
                redriveJobs(),
                projects(),
                models(),
                accounts(),
                styles(),
                accountHealth(),
                workers(),
                accountChecks(),
                callbacks(),
                lines(),
                apiKeys(),
                apiKeyUses(),
                patterns(),
                pauses(),
                webhooks(),
                webhookDeliveries(),
                webhookAttempts());
        return Stream.concat(fixed, providers.stream().map(this::jobs)).toList();
    }

    /** The topic that is called {@code name}; empty when it is none of these. */
    public Optional<Topic<?, ?>> find(String name) {
        if (JOB_TOPIC.matcher(name).matches()) {
            return Optional.of(jobs(name.substring(JOBS.length())));
        }
        return all(List.of()).stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst();
    }

    /** How the topics are created. */
    public TopicSettings settings() {
        return settings;
    }

    /** The serdes of the values; state stores of dispatch use them as well. */
    public EventSerdes serdes() {
        return serdes;
    }

    private <V extends SpecificRecord> Topic<String, V> topic(
            String name, Class<V> type, int partitions, Map<String, String> config) {
        return new Topic<>(name, Serdes.String(), serdes.of(type), partitions, config);
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of("retention.ms", Long.toString(retention.toMillis()));
    }
}
