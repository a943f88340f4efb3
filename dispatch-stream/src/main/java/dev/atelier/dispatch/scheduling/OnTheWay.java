package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Lane;
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
    private final Map<String, Map<String, Instant>> since = new HashMap<>();
    private final Map<String, Window> windows = new HashMap<>();

    OnTheWay(Duration commitInterval) {
        this.commitInterval = commitInterval;
    }

    /** Whether another of {@code lane} may be sent to {@code account}. */
    boolean hasRoom(String account, Lane lane) {
        return lane != Lane.BATCH || count(account) < window(account).places();
    }

    /** A job is dispatched. */
    void sent(Flow flow, String generationId, Instant now) {
        if (flow.lane() == Lane.BATCH) {
            since.computeIfAbsent(flow.account(), _ -> new HashMap<>()).put(generationId, now);
        }
    }

    /** A worker said something of a job; whether that was its first word of it. */
    boolean taken(Flow flow, String generationId, Instant now) {
        int count = count(flow.account());
        Optional<Instant> sent = remove(flow, generationId);
        sent.map(at -> window(flow.account()).taken(count, Duration.between(at, now)))
                .ifPresent(window -> windows.put(flow.account(), window));
        return sent.isPresent();
    }

    /** A job has ended, whether a worker ever had it or not. */
    void ended(Flow flow, String generationId) {
        var _ = remove(flow, generationId);
    }

    private Optional<Instant> remove(Flow flow, String generationId) {
        return Optional.ofNullable(since.get(flow.account())).map(sent -> sent.remove(generationId));
    }

    private int count(String account) {
        return since.getOrDefault(account, Map.of()).size();
    }

    private Window window(String account) {
        return windows.computeIfAbsent(account, _ -> Window.first(commitInterval));
    }
}
