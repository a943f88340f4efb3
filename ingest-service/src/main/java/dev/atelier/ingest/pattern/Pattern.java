package dev.atelier.ingest.pattern;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.PatternPublished;
import dev.atelier.event.PatternRecord;
import dev.atelier.event.PatternSwitched;
import dev.atelier.event.PatternVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pattern as the log told it so far. Its methods are what one more record makes of it, in the order of the log, so that all
 * instances number its versions alike. Immutable.
 *
 * @param id        its id
 * @param project   whose it is
 * @param versions  all there are, oldest first; never empty
 * @param published the number of the version that pictures are read by; absent: none yet
 * @param active    whether pictures are read by it at all
 * @param updatedAt when anything was said of it last
 */
public record Pattern(
        String id,
        String project,
        List<Version> versions,
        Optional<Integer> published,
        boolean active,
        Instant updatedAt) {
    public Pattern {
        requireNonNull(id);
        requireNonNull(project);
        requireNonNull(updatedAt);
        versions = List.copyOf(versions);
    }

    /** The pattern whose first version {@code record}, saved as {@code saveId}, is. */
    static Pattern first(String saveId, PatternRecord record, PatternVersion version) {
        return new Pattern(
                record.getPatternId(),
                record.getProject(),
                List.of(version(1, saveId, record, version)),
                version.getPublished() ? Optional.of(1) : Optional.empty(),
                true,
                record.getAt());
    }

    /** With one more version, which does not count when it was based on another than the latest. */
    Pattern saved(String saveId, PatternRecord record, PatternVersion version) {
        boolean counts =
                version.getBasedOn().map(base -> base == latest().number()).orElse(true);
        if (!counts) {
            return this;
        }
        int number = latest().number() + 1;
        List<Version> all = Stream.concat(versions.stream(), Stream.of(version(number, saveId, record, version)))
                .toList();
        return new Pattern(
                id, project, all, version.getPublished() ? Optional.of(number) : published, active, record.getAt());
    }

    /** With another version published; one that there is not changes nothing. */
    Pattern published(PatternRecord record, PatternPublished said) {
        return version(said.getVersion())
                .map(version ->
                        new Pattern(id, project, versions, Optional.of(version.number()), active, record.getAt()))
                .orElse(this);
    }

    /** Switched on or off. */
    Pattern switched(PatternRecord record, PatternSwitched said) {
        return new Pattern(id, project, versions, published, said.getActive(), record.getAt());
    }

    private static Version version(int number, String saveId, PatternRecord record, PatternVersion version) {
        return new Version(number, saveId, Definition.of(version), record.getAt(), record.getKeyId());
    }

    /** The newest version, published or not. */
    public Version latest() {
        return versions.getLast();
    }

    /** The version that pictures are read by, if there is one. */
    public Optional<Version> current() {
        return published.flatMap(this::version);
    }

    /** Version {@code number}, if there is one. */
    public Optional<Version> version(int number) {
        return number >= 1 && number <= versions.size() ? Optional.of(versions.get(number - 1)) : Optional.empty();
    }

    /** When its first version was saved. */
    public Instant createdAt() {
        return versions.getFirst().savedAt();
    }
}
