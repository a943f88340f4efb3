package dev.atelier.ingest.streams;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.feed.Subject;
import dev.atelier.platform.secrets.RootSecret;
import dev.atelier.platform.secrets.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Links by which whoever has one follows one generation without a key, for a time: browsers' {@code EventSource} sends no key.
 * Thread-safe.
 */
public final class EventLinks {
    /** How long a link is good for that nobody said otherwise of. A stream that is open goes on. */
    public static final Duration USUAL = Duration.ofHours(1);

    private static final int PARTS = 3;

    private final Tokens tokens;
    private final Duration lifetime;
    private final InstantSource clock;

    /** Links that are good for {@code lifetime}. */
    public EventLinks(RootSecret secret, Duration lifetime, InstantSource clock) {
        this.tokens = new Tokens(secret, "event-link");
        this.lifetime = requireNonNull(lifetime);
        this.clock = requireNonNull(clock);
    }

    /**
     * A link to the events of generation {@code id} of {@code project}, as the native API words them.
     *
     * @param base what links begin with, without a slash at the end
     */
    public String link(String base, String project, String id) {
        return "%s/events/%s".formatted(base, token(project, id));
    }

    /** What such a link ends in, for a dialect whose links lead to events in other words. */
    public String token(String project, String id) {
        return tokens.of("%s\n%s\n%d"
                .formatted(project, id, clock.instant().plus(lifetime).getEpochSecond()));
    }

    /** Which generation {@code token} lets follow; empty where it is none of ours, or its time is over. */
    public Optional<Subject.OfGeneration> shown(String token) {
        return tokens.subject(token)
                .map(subject -> subject.split("\n", PARTS))
                .filter(parts -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[2]))))
                .map(parts -> new Subject.OfGeneration(parts[0], parts[1]));
    }
}
