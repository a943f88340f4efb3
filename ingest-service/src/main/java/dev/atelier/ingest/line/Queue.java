package dev.atelier.ingest.line;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.LineReported;
import dev.atelier.event.PauseKind;
import dev.atelier.event.QueuePlace;
import dev.atelier.ingest.live.GenerationKey;
import dev.atelier.ingest.live.Places;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.schemas.PauseKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** How long one that waits has to wait, as far as the log tells this instance. Thread-safe. */
public final class Queue {
    private final Places places;
    private final Function<String, Optional<LineReported>> lines;
    private final Predicate<String> isPaused;
    private final InstantSource clock;

    /**
     * Where one stands.
     *
     * @param position       1 goes next
     * @param estimatedStart when it is likely to go; empty where nothing goes, or nobody can tell how fast
     */
    public record Standing(long position, Optional<Instant> estimatedStart) {}

    /** {@code lines} finds the last report of an account; {@code isPaused} tells of a key of {@link PauseKeys}. */
    public Queue(
            Places places,
            Function<String, Optional<LineReported>> lines,
            Predicate<String> isPaused,
            InstantSource clock) {
        this.places = requireNonNull(places);
        this.lines = requireNonNull(lines);
        this.isPaused = requireNonNull(isPaused);
        this.clock = requireNonNull(clock);
    }

    /** Where {@code generation} stands, while it waits and that is known here. */
    public Optional<Standing> of(Generation generation) {
        if (generation.status() != Status.QUEUED) {
            return Optional.empty();
        }
        return places.find(new GenerationKey(generation.project(), generation.id()))
                .flatMap(place -> lines.apply(place.getAccount())
                        .flatMap(line -> Outlook.position(line, generation.project(), place)
                                .map(position -> new Standing(position, start(line, place, position)))));
    }

    /**
     * How one would stand that joined a line now.
     *
     * @param before         how many would go first
     * @param paused         whether somebody holds it back
     * @param estimatedStart as of one that waits
     * @param runMillis      how long those before it ran; empty where none has ended
     */
    public record Prospect(long before, boolean paused, Optional<Instant> estimatedStart, Optional<Long> runMillis) {}

    /** How one of {@code project} would stand that joined {@code place} now. */
    public Prospect joining(String project, QueuePlace place) {
        Optional<LineReported> line = lines.apply(place.getAccount());
        long before =
                line.map(known -> Outlook.joining(known, project, place) - 1).orElse(0L);
        boolean paused = isPaused(place);
        Optional<Instant> start = before > 0
                ? line.flatMap(known -> start(known, place, before + 1))
                : Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS)).filter(_ -> !paused);
        return new Prospect(
                before, paused, start, line.map(LineReported::getRunMillis).filter(millis -> millis > 0));
    }

    private Optional<Instant> start(LineReported line, QueuePlace place, long position) {
        double perSecond = perSecond(line);
        if (perSecond <= 0 || isPaused(place)) {
            return Optional.empty();
        }
        var wait = Duration.ofMillis(Math.round(position / perSecond * 1e3));
        return Optional.of(clock.instant().plus(wait).truncatedTo(ChronoUnit.SECONDS));
    }

    private boolean isPaused(QueuePlace place) {
        return isPaused.test(PauseKeys.of(PauseKind.ACCOUNT, place.getAccount()))
                || isPaused.test(PauseKeys.of(place.getLane()))
                || isPaused.test(PauseKeys.of(PauseKind.MODEL, place.getModel()));
    }

    /** As fast as it went lately; before anything went, as fast as its slots allow. */
    private static double perSecond(LineReported line) {
        if (line.getPerSecond() > 0) {
            return line.getPerSecond();
        }
        return line.getRunMillis() > 0 ? line.getSlots() * 1e3 / line.getRunMillis() : 0;
    }
}
