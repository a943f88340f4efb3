package dev.atelier.ingest.files;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.store.Generation;
import dev.atelier.platform.secrets.RootSecret;
import dev.atelier.platform.secrets.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Links that show one artifact to whoever has them, for a time: clients fetch the URLs in an answer without their key.
 * Thread-safe.
 */
public final class FileLinks {
    private static final int PARTS = 4;

    private final Tokens tokens;
    private final Duration lifetime;
    private final InstantSource clock;

    /** Links that are good for {@code lifetime}. */
    public FileLinks(RootSecret secret, Duration lifetime, InstantSource clock) {
        this.tokens = new Tokens(secret, "file-link");
        this.lifetime = requireNonNull(lifetime);
        this.clock = requireNonNull(clock);
    }

    /**
     * What a link shows.
     *
     * @param index which artifact of the generation, from 0
     */
    public record Shown(String project, String generationId, int index) {}

    /**
     * Links to all artifacts of {@code generation}, in their order.
     *
     * @param base what links begin with, without a slash at the end
     */
    public List<String> links(String base, Generation generation) {
        return IntStream.range(0, generation.artifacts().size())
                .mapToObj(index -> link(
                        base,
                        new Shown(generation.project(), generation.id(), index),
                        generation.artifacts().get(index).mediaType()))
                .toList();
    }

    /** A link to {@code shown}. It ends in a file name with a fitting extension, by which some clients name what they fetch. */
    public String link(String base, Shown shown, String mediaType) {
        long until = clock.instant().plus(lifetime).getEpochSecond();
        String token =
                tokens.of("%s\n%s\n%d\n%d".formatted(shown.project(), shown.generationId(), shown.index(), until));
        return "%s/files/%s/%d.%s".formatted(base, token, shown.index(), FileTypes.extension(mediaType));
    }

    /** What the link with {@code token} shows; empty where it is none of ours, or its time is over. */
    public Optional<Shown> shown(String token) {
        return tokens.subject(token)
                .map(subject -> subject.split("\n", PARTS))
                .filter(parts -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[3]))))
                .map(parts -> new Shown(parts[0], parts[1], Integer.parseInt(parts[2])));
    }
}
