package dev.atelier.ingest.line;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Lane;
import dev.atelier.event.PurgeRequested;
import dev.atelier.ingest.generation.Refusal.Forbidden;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.Requests;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.schemas.Topic;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Empties the line at a provider of what fits. A project's key empties its own project's part; an admin's key any. Blocks,
 * so run it on a virtual thread. Thread-safe.
 */
public final class Purge {
    private final Topic<String, PurgeRequested> topic;
    private final Names names;
    private final Requests requests;
    private final InstantSource clock;

    /** Which part of the line; what is left out fits any. */
    public record Part(
            String provider,
            Optional<String> account,
            Optional<String> model,
            Optional<Lane> lane,
            Optional<String> project) {}

    public Purge(Topic<String, PurgeRequested> topic, Names names, Requests requests, InstantSource clock) {
        this.topic = requireNonNull(topic);
        this.names = requireNonNull(names);
        this.requests = requireNonNull(requests);
        this.clock = requireNonNull(clock);
    }

    /** Answers once the order is safe on the log; what waits ends a moment later, each generation by its own final word. */
    public PurgeRequested purge(Caller caller, Part part) throws InterruptedException {
        checkRight(caller, part);
        names.checkProvider(part.provider());
        part.account().ifPresent(account -> names.checkAccount(account, part.provider()));
        part.project().ifPresent(names::checkProject);
        var purge = PurgeRequested.newBuilder()
                .setProvider(part.provider())
                .setAccount(part.account().orElse(null))
                .setModel(part.model().map(model -> names.model(caller, model)).orElse(null))
                .setLane(part.lane().orElse(null))
                .setProject(part.project().orElse(null))
                .setBy(caller.keyId())
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        requests.send(
                topic,
                purge.getProvider(),
                purge,
                "The purge could not be written to the log in time. It may still take effect on what waits now.");
        return purge;
    }

    private static void checkRight(Caller caller, Part part) {
        if (!caller.admin() && part.project().filter(caller.project()::equals).isEmpty()) {
            throw new RefusedException(new Forbidden(
                    "To purge what other projects have waiting needs an admin key; with this key project must be %s."
                            .formatted(caller.project())));
        }
    }
}
