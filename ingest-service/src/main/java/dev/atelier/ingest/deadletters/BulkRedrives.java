package dev.atelier.ingest.deadletters;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.RedriveJob;
import dev.atelier.event.RedriveState;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.views.LazyView;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.schemas.GenerationIds;
import dev.atelier.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The bulk redrives of this instance, and what the log says of all others. How far each is lies on a topic, so that any
 * instance tells, and the next one after a restart. Thread-safe.
 */
final class BulkRedrives implements AutoCloseable {
    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(10);
    /** One that runs writes every few seconds; whoever is silent for so long was killed. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final BulkRun.Tools tools;
    private final Topics topics;
    private final EventProducer producer;
    private final LazyView<RedriveJob> known;
    private volatile Optional<Running> running = Optional.empty();

    private record Running(BulkRun run, Thread thread) {}

    BulkRedrives(BulkRun.Tools tools, Topics topics, EventProducer producer, LazyView<RedriveJob> known) {
        this.tools = requireNonNull(tools);
        this.topics = requireNonNull(topics);
        this.producer = requireNonNull(producer);
        this.known = requireNonNull(known);
    }

    /** Begins; empty when another is at work here, which has to end first. */
    synchronized Optional<RedriveJob> start(BulkOrder order) {
        if (running.filter(one -> one.thread().isAlive()).isPresent()) {
            return Optional.empty();
        }
        RedriveJob job = begun(order);
        awaitTold(job);
        var run = new BulkRun(job, order, tools, changed -> {
            var _ = tell(changed);
        });
        var thread = Thread.ofVirtual().name("redrive-" + job.getJob()).start(run);
        running = Optional.of(new Running(run, thread));
        return Optional.of(job);
    }

    /** How far {@code job} is. */
    Optional<RedriveJob> find(String job) {
        return running.map(one -> one.run().job())
                .filter(here -> here.getJob().equals(job))
                .or(() -> known.get(job).map(this::orInterrupted));
    }

    private RedriveJob orInterrupted(RedriveJob job) {
        boolean silent = job.getUpdatedAt().plus(SILENCE).isBefore(tools.clock().instant());
        return job.getState() == RedriveState.RUNNING && silent
                ? RedriveJob.newBuilder(job).setState(RedriveState.INTERRUPTED).build()
                : job;
    }

    private RedriveJob begun(BulkOrder order) {
        Instant now = tools.clock().instant();
        var filter = order.filter();
        return RedriveJob.newBuilder()
                .setJob(GenerationIds.create(now))
                .setKeyId(order.keyId())
                .setTopic(filter.topic().orElse(null))
                .setCause(filter.cause().orElse(null))
                .setSince(filter.since().orElse(null))
                .setUntil(filter.until().orElse(null))
                .setRatePerSecond(order.ratePerSecond())
                .setDryRun(order.dryRun())
                .setForced(order.forced())
                .setState(RedriveState.RUNNING)
                .setStartedAt(now)
                .setUpdatedAt(now)
                .build();
    }

    private CompletableFuture<?> tell(RedriveJob job) {
        return producer.send(topics.redriveJobs(), job.getJob(), job);
    }

    private void awaitTold(RedriveJob job) {
        try {
            tell(job).orTimeout(ACKNOWLEDGED.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw RefusedException.unavailable("The redrive could not be written to the log in time.", e);
        }
    }

    /** Stops what is at work here, between two steps. */
    @Override
    public synchronized void close() {
        running.ifPresent(one -> {
            one.run().stop();
            try {
                one.thread().join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
