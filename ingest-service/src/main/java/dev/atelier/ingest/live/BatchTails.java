package dev.atelier.ingest.live;

import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchStatus;
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

/** Feeds a {@link BatchView} and the batches of a {@link Feed} from the log for as long as the service runs. */
public final class BatchTails implements AutoCloseable {
    private static final Duration PASS = Duration.ofSeconds(1);
    private static final Duration A_GLANCE = Duration.ofMillis(50);

    private final TopicTail<String, BatchStatus> statuses;
    private final TopicTail<String, BatchOrder> orders;
    private final Barrier barrier;

    /** Begins with the batches asked for since {@code since}, so that a restarted instance knows what was just accepted. */
    public BatchTails(KafkaClients kafka, BatchView view, Feed feed, Instant since, Executor executor) {
        var topics = kafka.topics();
        statuses = new TopicTail<>(
                kafka,
                topics.batchStatus(),
                Start.LATEST,
                A_GLANCE,
                feed.following(Source.BATCHES, view::told, News::of));
        orders = new TopicTail<>(kafka, topics.batches(), since, A_GLANCE, (_, order) -> {
            if (order != null && order.getOrder() instanceof BatchRequested wanted) {
                view.asked(wanted);
            }
        });
        barrier = new Barrier(() -> orders.awaitEnd(PASS), executor);
    }

    /** Passed once every batch on the log has been seen. */
    public Barrier barrier() {
        return barrier;
    }

    /** Waits until what was on the log before the start has been seen. */
    public void awaitCaughtUp(Duration timeout) throws InterruptedException, TimeoutException {
        orders.awaitEnd(timeout);
    }

    @Override
    public void close() {
        orders.close();
        statuses.close();
    }
}
