package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDelivery;
import dev.atelier.event.WebhookState;
import dev.atelier.ingest.webhooks.Line.Outcome;
import dev.atelier.ingest.webhooks.Verdict.Judge;
import dev.atelier.ingest.webhooks.WaitingRoom.Found;
import dev.atelier.ingest.webhooks.WaitingRoom.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the attempts of all lines, and writes to the log what came of them before the line goes on. Thread-safe. */
final class Postman implements Line.Work {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration NEXT_LOOK = Duration.ofMillis(200);

    private final Courier courier;
    private final Judge judge;
    private final DeliveryTopic topic;
    private final Disabling disabling;
    private final RestReader rest;
    private final InstantSource clock;

    /** Ends what is posted to an endpoint. */
    @FunctionalInterface
    interface Disabling {
        /** The endpoint of {@code delivery} hears of nothing more, unless it was changed after {@code since}. */
        void disable(WebhookDelivery delivery, String because, Instant since);
    }

    /** Reads on what a line has no room for. */
    @FunctionalInterface
    interface RestReader {
        /** What {@code line} has on the log. */
        Found read(String line, Reading reading) throws InterruptedException;
    }

    Postman(
            Courier courier,
            Judge judge,
            DeliveryTopic topic,
            Disabling disabling,
            RestReader rest,
            InstantSource clock) {
        this.courier = requireNonNull(courier);
        this.judge = requireNonNull(judge);
        this.topic = requireNonNull(topic);
        this.disabling = requireNonNull(disabling);
        this.rest = requireNonNull(rest);
        this.clock = requireNonNull(clock);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Outcome attempt(Line line, WebhookDelivery delivery) throws InterruptedException {
        try {
            Instant began = clock.instant();
            Attempt attempt = courier.attempt(delivery);
            Verdict verdict = judge.of(attempt, delivery.getAttempts() + 1);
            // Somebody may have asked for it once more meanwhile; what came of this attempt does not end that.
            var made = new Made(delivery, began, Duration.between(began, clock.instant()), attempt);
            return line.isLatest(delivery) ? conclude(made, verdict) : new Outcome.Neither();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("line", delivery.getLine())
                    .addKeyValue("deliveryId", delivery.getDeliveryId())
                    .log("An attempt to deliver came to nothing; it is made again");
            return new Outcome.Unrecorded(SOON);
        }
    }

    @Override
    public Found read(String line, Reading reading) throws InterruptedException {
        try {
            return rest.read(line, reading);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).addKeyValue("line", line).log("What waits for more room could not be read");
            Thread.sleep(SOON);
            return new Found(List.of(), OptionalLong.of(reading.from()));
        }
    }

    private Outcome conclude(Made made, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered _ -> {
                over(made, WebhookState.DELIVERED);
                yield new Outcome.Taken();
            }
            case Verdict.Again(var wait, var pause) -> {
                again(made, clock.instant().plus(wait));
                yield new Outcome.Refused(pause);
            }
            case Verdict.GivenUp _ -> {
                over(made, WebhookState.FAILED);
                yield new Outcome.Refused(Duration.ZERO);
            }
            case Verdict.Disabled _ -> {
                disabling.disable(made.delivery(), made.attempt().error().orElse(""), made.at());
                over(made, WebhookState.FAILED);
                yield new Outcome.Refused(Duration.ZERO);
            }
            case Verdict.Dropped _ -> {
                await(topic.remove(made.delivery()));
                yield new Outcome.Neither();
            }
            case Verdict.Postponed _ -> new Outcome.Unrecorded(NEXT_LOOK);
        };
    }

    private void again(Made made, Instant due) {
        await(topic.attempted(made.record(WebhookState.WAITING, due)));
        await(topic.put(WebhookDelivery.newBuilder(made.delivery())
                .setAttempts(made.delivery().getAttempts() + 1)
                .setDue(due)
                .build()));
    }

    private void over(Made made, WebhookState state) {
        await(topic.attempted(made.record(state, null)));
        await(topic.remove(made.delivery()));
    }

    private static void await(CompletableFuture<?> written) {
        try {
            var _ = written.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("what came of an attempt could not be written to the log", e.getCause());
        }
    }
}
