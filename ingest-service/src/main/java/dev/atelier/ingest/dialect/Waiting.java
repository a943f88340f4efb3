package dev.atelier.ingest.dialect;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.DialectsConfig.Leaving;
import dev.atelier.ingest.http.Presence;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Calls that wait for their generations: no longer than a bound, and by policy no longer than their client. Thread-safe. */
public final class Waiting {
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final Finishing await;
    private final Canceling cancel;
    private final DialectsConfig config;
    /** How many calls of this instance wait for each generation. */
    private final ConcurrentHashMap<String, Integer> waiters = new ConcurrentHashMap<>();

    /** Waits for the final word; {@code generation.Await#finished}. */
    @FunctionalInterface
    public interface Finishing {
        Generation finished(Generation generation, Duration bound) throws InterruptedException;
    }

    /** Has a generation stopped; {@code generation.Cancel#cancel}. */
    @FunctionalInterface
    public interface Canceling {
        Generation cancel(Caller caller, String id) throws InterruptedException;
    }

    /** Shows that somebody still waits; fails when the client is gone. */
    @FunctionalInterface
    public interface Pulse {
        void beat() throws IOException, InterruptedException;
    }

    public Waiting(Finishing await, Canceling cancel, DialectsConfig config) {
        this.await = requireNonNull(await);
        this.cancel = requireNonNull(cancel);
        this.config = requireNonNull(config);
    }

    /**
     * The generations {@code begun}, all over. Answered with 504 and their ids when that takes too long, and not at all when the
     * client leaves and the policy is to stop what it waits for.
     */
    public List<Generation> finished(Context context, Caller caller, List<Generation> begun)
            throws IOException, InterruptedException {
        if (config.whenClientLeaves() == Leaving.GO_ON) {
            return finished(caller, begun, config.answerWithin(), () -> {});
        }
        return finished(caller, begun, GLANCE, () -> {
            if (Presence.isGone(context)) {
                throw new IOException("The client hung up while its generation went on.");
            }
        });
    }

    /** The same, for a client that reads {@code events} meanwhile. */
    public List<Generation> finished(JsonEvents events, Caller caller, List<Generation> begun)
            throws IOException, InterruptedException {
        return finished(caller, begun, QUIET, events::comment);
    }

    /** {@code generation} once it is over, or after {@code bound} as it then stands. */
    public Generation glance(Generation generation, Duration bound) throws InterruptedException {
        return await.finished(generation, bound);
    }

    /** The same, for whoever has something to tell meanwhile: with a {@code pulse} after each {@code period}. */
    public List<Generation> finished(Caller caller, List<Generation> begun, Duration period, Pulse pulse)
            throws IOException, InterruptedException {
        begun.forEach(generation -> waiters.merge(generation.id(), 1, Integer::sum));
        boolean isGone = false;
        try {
            return await(begun, period, pulse);
        } catch (IOException gone) {
            isGone = true;
            throw gone;
        } finally {
            for (Generation generation : begun) {
                // What another call waits for goes on: the same key may have brought it, or a call that was sent again.
                if (leave(generation) && isGone && config.whenClientLeaves() == Leaving.CANCEL) {
                    cancel.cancel(caller, generation.id());
                }
            }
        }
    }

    /** Whether nobody waits for {@code generation} any more. */
    private boolean leave(Generation generation) {
        return waiters.compute(generation.id(), (_, count) -> count == null || count == 1 ? null : count - 1) == null;
    }

    private List<Generation> await(List<Generation> begun, Duration period, Pulse pulse)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + config.answerWithin().toNanos();
        List<Generation> all = new ArrayList<>(begun);
        for (int i = 0; i < all.size(); i++) {
            while (!all.get(i).status().isFinal()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new ProblemException(tooLate(all));
                }
                all.set(i, await.finished(all.get(i), Duration.ofNanos(Math.min(left, period.toNanos()))));
                pulse.beat();
            }
        }
        return List.copyOf(all);
    }

    private static Problem tooLate(List<Generation> all) {
        String ids = all.stream()
                .filter(generation -> !generation.status().isFinal())
                .map(Generation::id)
                .collect(Collectors.joining(", "));
        return Problem.of(
                504,
                "timeout",
                "It takes longer than this call may wait, and goes on. GET /v1/generations/{id} has it later, of id %s."
                        .formatted(ids));
    }
}
