package dev.atelier.ingest.pattern;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.PatternDeleted;
import dev.atelier.event.PatternPublished;
import dev.atelier.event.PatternRecord;
import dev.atelier.event.PatternSwitched;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.schemas.GenerationIds;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The patterns of projects, and their definition. Two who save at once, at whichever instances, each get a version of their
 * own: its place on the log is its number. Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class Patterns {
    /** Most patterns of a project. */
    static final int MOST = 500;
    /** Most versions of a pattern. */
    static final int MOST_VERSIONS = 500;
    /** Most characters of all versions of all patterns of a project: every instance has them in memory. */
    static final long MOST_CHARACTERS = 16L << 20;

    /** How often a change is laid over a newer version before somebody is told that others are faster. */
    private static final int TRIES = 5;

    private final KnownPatterns known;
    private final Saying saying;
    private final PatternRules rules;
    private final InstantSource clock;

    /** What is said of patterns. */
    public interface Saying {
        /** Says it, and returns once this instance has seen it. */
        void put(String key, PatternRecord record) throws InterruptedException;

        /** Takes what does not count any more off the log. */
        void forget(String key) throws InterruptedException;
    }

    public Patterns(KnownPatterns known, Saying saying, PatternRules rules, InstantSource clock) {
        this.known = requireNonNull(known);
        this.saying = requireNonNull(saying);
        this.rules = requireNonNull(rules);
        this.clock = requireNonNull(clock);
    }

    /** All of {@code project}'s, newest first. */
    public List<Pattern> all(String project) {
        return known.of(project).stream()
                .sorted(Comparator.comparing(Pattern::createdAt).reversed().thenComparing(Pattern::id))
                .toList();
    }

    /** Pattern {@code id} of {@code project}; refused when there is none. */
    public Pattern get(String project, String id) {
        return known.find(project, id)
                .orElseThrow(() -> new RefusedException(new NotFound("There is no pattern with this id.")));
    }

    /** Version {@code number} of pattern {@code id}; refused when there is none. */
    public Version get(String project, String id, int number) {
        return get(project, id)
                .version(number)
                .orElseThrow(() -> new RefusedException(new NotFound("The pattern has no version of this number.")));
    }

    /** Makes a pattern, whose first version is {@code wanted}. */
    public Pattern create(Caller caller, Definition wanted, boolean published) throws InterruptedException {
        if (known.of(caller.project()).size() >= MOST) {
            throw new RefusedException(new NotNow("A project has %d patterns at most.".formatted(MOST)));
        }
        String id = GenerationIds.create(now());
        Definition checked = rules.checked(caller, wanted);
        checkRoom(caller.project(), checked);
        var _ = put(caller, id, checked, Saving.asIs(published));
        return get(caller.project(), id);
    }

    /**
     * Saves {@code wanted} as the next version of pattern {@code id}, and answers that. Refused when it was to be based on a
     * version that is not the latest any more.
     */
    public Version save(Caller caller, String id, Definition wanted, Saving saving) throws InterruptedException {
        Pattern pattern = get(caller.project(), id);
        Definition checked = rules.checked(caller, wanted);
        Optional<Version> same = same(caller, pattern, checked, saving.published());
        if (same.isPresent()) {
            return same.get();
        }
        checkRoom(pattern, checked);
        return put(caller, id, checked, saving)
                .orElseThrow(() -> new RefusedException(new NotNow("The version that this is based on is not the latest"
                        + " any more: version %d is. Look at that first."
                                .formatted(get(caller.project(), id).latest().number()))));
    }

    /**
     * Lays {@code change} over the latest version of pattern {@code id} and saves that as the next one. What somebody else
     * changes meanwhile is kept: the change is then laid over that.
     */
    public Version change(Caller caller, String id, UnaryOperator<Definition> change, boolean published)
            throws InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            Pattern pattern = get(caller.project(), id);
            Version latest = pattern.latest();
            Definition wanted = rules.checked(caller, change.apply(latest.definition()));
            Optional<Version> same = same(caller, pattern, wanted, published);
            if (same.isPresent()) {
                return same.get();
            }
            checkRoom(pattern, wanted);
            var saved = put(caller, id, wanted, new Saving(published, Optional.of(latest.number())));
            if (saved.isPresent()) {
                return saved.get();
            }
        }
        throw new RefusedException(new NotNow("Others change this pattern all the time. Try again."));
    }

    /** Has pictures read by version {@code number} of pattern {@code id}: a newer one, or an older one again. */
    public Pattern publish(Caller caller, String id, int number) throws InterruptedException {
        var _ = get(caller.project(), id, number);
        say(caller, id, PatternKeys.published(id), new PatternPublished(number));
        return get(caller.project(), id);
    }

    /** Has pictures read by pattern {@code id}, or not. */
    public Pattern activate(Caller caller, String id, boolean active) throws InterruptedException {
        if (get(caller.project(), id).active() != active) {
            say(caller, id, PatternKeys.active(id), new PatternSwitched(active));
        }
        return get(caller.project(), id);
    }

    /** Ends pattern {@code id}. What was read by it stays, with its number. */
    public void remove(Caller caller, String id) throws InterruptedException {
        Pattern pattern = get(caller.project(), id);
        // That it is deleted goes first: what is said of it from here on does not count, and may go.
        say(caller, id, PatternKeys.deleted(id), new PatternDeleted());
        for (Version version : pattern.versions()) {
            saying.forget(PatternKeys.version(id, version.saveId()));
        }
    }

    private Optional<Version> put(Caller caller, String id, Definition checked, Saving saving)
            throws InterruptedException {
        String saveId = UUID.randomUUID().toString();
        String key = PatternKeys.version(id, saveId);
        say(caller, id, key, checked.saved(saving));
        Optional<Version> saved = known.find(caller.project(), id).stream()
                .flatMap(pattern -> pattern.versions().stream())
                .filter(version -> version.saveId().equals(saveId))
                .findFirst();
        if (saved.isEmpty()) {
            // It never counted, so nothing changes when the log forgets it.
            saying.forget(key);
        }
        return saved;
    }

    /** The latest version of {@code pattern} where it says {@code wanted} already: who asks again makes no other one. */
    private Optional<Version> same(Caller caller, Pattern pattern, Definition wanted, boolean published)
            throws InterruptedException {
        Version latest = pattern.latest();
        if (!latest.definition().equals(wanted)) {
            return Optional.empty();
        }
        if (published && !pattern.published().equals(Optional.of(latest.number()))) {
            say(caller, pattern.id(), PatternKeys.published(pattern.id()), new PatternPublished(latest.number()));
        }
        return Optional.of(latest);
    }

    private void checkRoom(Pattern pattern, Definition wanted) {
        if (pattern.versions().size() >= MOST_VERSIONS) {
            throw new RefusedException(new NotNow("A pattern has %d versions at most.".formatted(MOST_VERSIONS)));
        }
        checkRoom(pattern.project(), wanted);
    }

    /** Those who save at once may go over the bound by what they save. */
    private void checkRoom(String project, Definition wanted) {
        long present = known.of(project).stream()
                .flatMap(pattern -> pattern.versions().stream())
                .mapToLong(version -> version.definition().characters())
                .sum();
        if (present + wanted.characters() > MOST_CHARACTERS) {
            throw new RefusedException(new NotNow(
                    "The patterns of a project, with all their versions, have %d characters at most: delete one."
                            .formatted(MOST_CHARACTERS)));
        }
    }

    private void say(Caller caller, String id, String key, Object what) throws InterruptedException {
        saying.put(
                key,
                PatternRecord.newBuilder()
                        .setPatternId(id)
                        .setProject(caller.project())
                        .setSaying(what)
                        .setKeyId(caller.keyId())
                        .setAt(now())
                        .build());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
