package dev.atelier.ingest.keys;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.secrets.RootSecret;
import dev.atelier.platform.secrets.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a browser may hold in the place of an API key: it has some models run, for a short time, and does nothing else. It ends
 * with its key. Nothing of it is stored. Thread-safe.
 */
public final class Passes {
    /** Under which name in the query it is sent; fal's clients know no other. */
    public static final String PARAMETER = "fal_jwt_token";

    private static final int PARTS = 3;

    private final Tokens tokens;
    private final InstantSource clock;

    public Passes(RootSecret secret, InstantSource clock) {
        this.tokens = new Tokens(secret, "pass");
        this.clock = requireNonNull(clock);
    }

    /**
     * What a pass grants.
     *
     * @param keyId  the key that it stands for
     * @param models what it has run, by owner/name
     */
    public record Pass(String keyId, Set<String> models) {
        public Pass {
            requireNonNull(keyId);
            models = Set.copyOf(models);
        }
    }

    /** A pass for {@code models} that stands for key {@code keyId} and is good for {@code lifetime}. */
    public String of(String keyId, Collection<String> models, Duration lifetime) {
        long until = clock.instant().plus(lifetime).getEpochSecond();
        return tokens.of("%s\n%d\n%s".formatted(keyId, until, String.join(" ", models)));
    }

    /** What {@code token} grants; empty where it is none of ours, or its time is over. */
    public Optional<Pass> find(String token) {
        return tokens.subject(token)
                .map(subject -> subject.split("\n", PARTS))
                .filter(parts -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1]))))
                .map(parts -> new Pass(parts[0], Set.copyOf(List.of(parts[2].split(" ", -1)))));
    }
}
