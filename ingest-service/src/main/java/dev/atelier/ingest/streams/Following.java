package dev.atelier.ingest.streams;

import dev.atelier.ingest.feed.Inbox;
import dev.atelier.ingest.feed.News;
import dev.atelier.ingest.feed.Taken;
import dev.atelier.ingest.feed.Told;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One client that watches: first it is sent how it stands, and then what comes. Used by one thread, which may block; {@link
 * #close} may be called by another.
 */
public final class Following implements AutoCloseable {
    private final Inbox inbox;
    private final Deque<Sent> first;
    private final Optional<Onward> onward;
    private boolean over;

    private Following(Inbox inbox, List<Sent> first, Optional<Onward> onward) {
        this.inbox = inbox;
        this.first = new ArrayDeque<>(first);
        this.onward = onward;
    }

    /** One that is sent {@code first} and then what comes in, for as long as the client wants. */
    static Following withoutEnd(Inbox inbox, List<Sent> first) {
        return new Following(inbox, first, Optional.empty());
    }

    /** As the other, until the end of its subject. */
    static Following toTheEnd(Inbox inbox, List<Sent> first) {
        return new Following(inbox, first, Optional.of(new Onward()));
    }

    /** One whose client has been told the end already. */
    static Following ended(Inbox inbox) {
        var following = toTheEnd(inbox, List.of());
        following.over = true;
        return following;
    }

    /** Whether there is nothing more to tell. */
    public boolean isOver() {
        return over;
    }

    /**
     * What is sent next, after {@code quiet} at the latest; empty when nothing more comes. If that is not because it {@link #isOver},
     * the client goes on from where it is, here or elsewhere.
     */
    public Optional<Sent> next(Duration quiet) throws InterruptedException {
        while (!over) {
            if (!first.isEmpty()) {
                return Optional.of(noted(first.removeFirst()));
            }
            switch (inbox.take(quiet)) {
                case Taken.Ended() -> {
                    return Optional.empty();
                }
                case Taken.Nothing(var upTo) -> {
                    return Optional.of(new Sent.Quiet(upTo));
                }
                case Taken.Next(Told(var news, var upTo)) -> {
                    if (onward.map(way -> way.test(news)).orElse(true)) {
                        return Optional.of(noted(new Sent.Event(news, upTo)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Sent noted(Sent sent) {
        if (onward.isEmpty() || !(sent instanceof Sent.Event(News news, var upTo))) {
            return sent;
        }
        onward.get().note(news);
        over = news.type().isFinal();
        return over ? new Sent.Event(news, upTo.ended()) : sent;
    }

    @Override
    public void close() {
        inbox.close();
    }
}
