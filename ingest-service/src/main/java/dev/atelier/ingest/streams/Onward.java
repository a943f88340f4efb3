package dev.atelier.ingest.streams;

import dev.atelier.ingest.feed.News;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Status;
import java.util.function.Predicate;

/** Lets through what goes on from what was told, and nothing that lies behind it. Used by one thread. */
final class Onward implements Predicate<News> {
    private Status status = Status.QUEUED;
    private int round;
    private long revision;

    /** Whether {@code news} are no older than what was let through before. */
    @Override
    public boolean test(News news) {
        boolean goesOn = switch (news) {
            case News.OfGeneration of -> of.status().compareTo(status) >= 0;
            case News.OfBatch(var batch) -> isLater(batch);
        };
        if (goesOn) {
            note(news);
        }
        return goesOn;
    }

    private boolean isLater(Batch batch) {
        return batch.revision() > revision || batch.round() > round;
    }

    /** {@code news} are told. */
    void note(News news) {
        switch (news) {
            case News.OfGeneration of -> status = of.status();
            case News.OfBatch(var batch) -> {
                revision = batch.revision();
                round = batch.round();
            }
        }
    }
}
