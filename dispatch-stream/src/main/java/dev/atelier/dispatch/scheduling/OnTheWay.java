package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
import dev.atelier.event.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs of the batch lane that are on their way: dispatched, and no worker has said a word of them. So many of an account
 * may be that at once as its {@link Window} has places. In memory: after a start the windows are those of the beginning.
 */
final class OnTheWay {
    private final Duration commitInterval;
    private final Map<String, Map<Attempt, Instant>> since = new HashMap<>();
    private final Map<String, Window> windows = new HashMap<>();

    /** One that is tried again may be on its way before the slot of the attempt before is given back. */
    private record Attempt(String generationId, int number) {
        static Attempt of(Scheduled scheduled) {
            return new Attempt(Standing.id(scheduled), scheduled.getAttempt());
        }
    }

    OnTheWay(Duration commitInterval) {
        this.commitInterval = commitInterval;
    }

    /** Whether another of {@code lane} may be sent to {@code account}. */
    boolean hasRoom(String account, Lane lane) {
        return lane != Lane.BATCH || count(account) < window(account).places();
    }

    /** {@code leased} is dispatched. */
    void sent(Scheduled leased, Instant now) {
        Flow flow = Place.of(leased).flow();
        if (flow.lane() == Lane.BATCH) {
            since.computeIfAbsent(flow.account(), _ -> new HashMap<>()).put(Attempt.of(leased), now);
        }
    }

    /** A worker said something of {@code leased}; whether that was its first word of it. */
    boolean taken(Scheduled leased, Instant now) {
        String account = Standing.account(leased);
        int count = count(account);
        Optional<Instant> sent = remove(leased);
        sent.map(at -> window(account).taken(count, Duration.between(at, now)))
                .ifPresent(window -> windows.put(account, window));
        return sent.isPresent();
    }

    /** The attempt of {@code leased} is over, whether a worker ever had it or not. */
    void ended(Scheduled leased) {
        var _ = remove(leased);
    }

    private Optional<Instant> remove(Scheduled leased) {
        return Optional.ofNullable(since.get(Standing.account(leased))).map(sent -> sent.remove(Attempt.of(leased)));
    }

    private int count(String account) {
        return since.getOrDefault(account, Map.of()).size();
    }

    private Window window(String account) {
        return windows.computeIfAbsent(account, _ -> Window.first(commitInterval));
    }
}
