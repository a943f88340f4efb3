package dev.atelier.ingest.live;

import dev.atelier.event.GenerationAmended;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.ingest.feed.Feed;
import dev.atelier.ingest.feed.News;
import dev.atelier.ingest.feed.Source;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/** Feeds a {@link LiveView}, {@link Places} and the results and steps of a {@link Feed} from the log for as long as the service runs. */
public final class LiveTails implements AutoCloseable {
    private static final Duration PASS = Duration.ofSeconds(1);
    /** Nobody waits for these as callers wait for a result. */
    private static final Duration A_GLANCE = Duration.ofMillis(50);

    private final TopicTail<String, GenerationResult> results;
    private final TopicTail<String, GenerationEvent> events;
    private final TopicTail<String, GenerationRequested> requests;
    private final TopicTail<String, GenerationAmended> amendments;
    private final Barrier barrier;

    /** What is fed. The feed comes last, so that whoever is told of something finds it so. */
    public record Views(LiveView live, Places places, Feed feed) {
        private void stepped(GenerationEvent event) {
            live.stepped(event);
            places.stepped(event);
        }
    }

    /** Begins with the requests made since {@code since}, so that a restarted instance knows what was just accepted. */
    public LiveTails(KafkaClients kafka, Views views, Instant since, Executor executor) {
        var topics = kafka.topics();
        LiveView view = views.live();
        results = new TopicTail<>(
                kafka,
                topics.results(),
                Start.LATEST,
                Duration.ZERO,
                views.feed().following(Source.RESULTS, view::finished, News::of));
        events = new TopicTail<>(
                kafka,
                topics.events(),
                Start.LATEST,
                A_GLANCE,
                views.feed().following(Source.EVENTS, views::stepped, News::of));
        requests = new TopicTail<>(kafka, topics.requests(), since, A_GLANCE, (_, request) -> {
            if (request != null) {
                view.requested(request);
            }
        });
        amendments = new TopicTail<>(kafka, topics.amendments(), Start.LATEST, A_GLANCE, (_, amendment) -> {
            if (amendment != null) {
                view.amended(amendment);
            }
        });
        barrier = new Barrier(() -> requests.awaitEnd(PASS), executor);
    }

    /** Passed once every request on the log has been seen. */
    public Barrier barrier() {
        return barrier;
    }

    /** Waits until what was on the log before the start has been seen. */
    public void awaitCaughtUp(Duration timeout) throws InterruptedException, TimeoutException {
        requests.awaitEnd(timeout);
    }

    @Override
    public void close() {
        amendments.close();
        requests.close();
        events.close();
        results.close();
    }
}
