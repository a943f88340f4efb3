package dev.atelier.ingest.streams;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.feed.EventIds;
import dev.atelier.ingest.feed.Feed;
import dev.atelier.ingest.feed.Filter;
import dev.atelier.ingest.feed.Inbox;
import dev.atelier.ingest.feed.Interest;
import dev.atelier.ingest.feed.News;
import dev.atelier.ingest.feed.Position;
import dev.atelier.ingest.feed.Subject;
import dev.atelier.ingest.feed.Told;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.ReadBatches;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.streams.Resumed.Fresh;
import dev.atelier.ingest.streams.Resumed.Lost;
import dev.atelier.ingest.streams.Resumed.Missed;
import dev.atelier.ingest.streams.Resumed.Over;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Begins to watch. Whoever comes late is told how it stands, and whoever comes again what was missed: nobody waits for what has
 * happened already. Calls block, so run them on virtual threads; the caller closes what it gets. Thread-safe.
 */
public final class Follow {
    /** How long another instance may be ahead of this one. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    private final Feed feed;
    private final Read generations;
    private final ReadBatches batches;
    private final InstantSource clock;

    public Follow(Feed feed, Read generations, ReadBatches batches, InstantSource clock) {
        this.feed = requireNonNull(feed);
        this.generations = requireNonNull(generations);
        this.batches = requireNonNull(batches);
        this.clock = requireNonNull(clock);
    }

    /** Makes something of an inbox. */
    @FunctionalInterface
    private interface Beginning {
        Following of(Inbox inbox) throws InterruptedException;
    }

    /** Generation {@code id} of {@code project}, to its end; refused when there is none. */
    public Following generation(String project, String id, Since since) throws InterruptedException {
        // Read once it is watched, so that nothing falls between.
        return begin(Interest.in(new Subject.OfGeneration(project, id)), since, inbox -> {
            News state = News.of(generations.get(project, id), clock.instant());
            return toTheEnd(inbox, state, resumed(inbox, since));
        });
    }

    /** Batch {@code id} of {@code project}, to its end; refused when there is none. */
    public Following batch(String project, String id, Since since) throws InterruptedException {
        return begin(Interest.in(new Subject.OfBatch(project, id)), since, inbox -> {
            News state = new News.OfBatch(batches.get(project, id));
            return toTheEnd(inbox, state, resumed(inbox, since));
        });
    }

    /** What {@code filter} admits of all that happens in {@code project}. */
    public Following project(String project, Filter filter, Since since) throws InterruptedException {
        return begin(
                new Interest(new Subject.OfProject(project), filter),
                since,
                inbox -> Following.withoutEnd(inbox, first(inbox, resumed(inbox, since))));
    }

    private Following begin(Interest interest, Since since, Beginning beginning) throws InterruptedException {
        Optional<Position> position = since.lastEventId().flatMap(EventIds::decode);
        if (position.isPresent()) {
            // One that is never reached is of another log; what was missed since is then found to be lost.
            feed.awaitReached(position.get(), AHEAD);
        }
        Inbox inbox = feed.open(interest)
                .orElseThrow(() -> RefusedException.unavailable("No more streams can be opened here now."));
        boolean begun = false;
        try {
            Following following = beginning.of(inbox);
            begun = true;
            return following;
        } finally {
            if (!begun) {
                inbox.close();
            }
        }
    }

    private Resumed resumed(Inbox inbox, Since since) throws InterruptedException {
        if (since.lastEventId().isEmpty()) {
            return new Fresh();
        }
        Optional<Position> position = since.lastEventId().flatMap(EventIds::decode);
        if (position.isEmpty()) {
            return new Lost();
        }
        return position.get().isOver()
                ? new Over()
                : feed.missed(inbox, position.get()).<Resumed>map(Missed::new).orElseGet(Lost::new);
    }

    private static Following toTheEnd(Inbox inbox, News state, Resumed resumed) {
        var standing = new Sent.Event(state, inbox.opened());
        return switch (resumed) {
            case Over() when state.type().isFinal() -> Following.ended(inbox);
            // It ended, and goes on since.
            case Fresh(), Over() -> Following.toTheEnd(inbox, List.of(standing));
            case Lost() -> Following.toTheEnd(inbox, List.of(new Sent.Reset(inbox.opened()), standing));
            case Missed(var told) -> {
                List<Sent> first = new ArrayList<>(events(told));
                if (state.type().isFinal()) {
                    // Its row may be there before its final word is.
                    first.add(standing);
                }
                yield Following.toTheEnd(inbox, first);
            }
        };
    }

    /** A project has no end, and how all of it stands is a list to be read. */
    private static List<Sent> first(Inbox inbox, Resumed resumed) {
        return switch (resumed) {
            // From there it can resume, should it be gone before anything happens.
            case Fresh() -> List.of(new Sent.Quiet(inbox.opened()));
            case Missed(var told) -> events(told);
            case Over(), Lost() -> List.of(new Sent.Reset(inbox.opened()));
        };
    }

    private static List<Sent> events(List<Told> told) {
        return told.stream()
                .<Sent>map(each -> new Sent.Event(each.news(), each.upTo()))
                .toList();
    }
}
