package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.FlowReported;
import dev.atelier.event.Lane;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.generation.Refusal.QueueFull;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells a client early that its project has more open than it may. Dispatch counts exactly and refuses exactly, after the
 * request is accepted; here what dispatch last told of its lines is counted, which is a second old and leaves out what runs.
 * So whatever is refused here would have been refused there a moment ago, unless it was let in before there was a bound, which
 * is counted here alone. Thread-safe.
 */
public final class OpenBound {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Function<String, Optional<ProjectDefined>> projects;
    private final Supplier<Collection<LineReported>> lines;

    public OpenBound(Function<String, Optional<ProjectDefined>> projects, Supplier<Collection<LineReported>> lines) {
        this.projects = requireNonNull(projects);
        this.lines = requireNonNull(lines);
    }

    /** Refuses when {@code project} has a bound and as many wait. */
    void check(String project) {
        refusal(project).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
    }

    /** Why {@code project} may have no more open, if that is so. */
    public Optional<Refusal> refusal(String project) {
        return projects.apply(project)
                .flatMap(ProjectDefined::getMaxQueued)
                .filter(most -> waiting(project) >= most)
                .map(most -> new QueueFull(
                        "The project has %d generations open, which is all that it may.".formatted(most), SOON));
    }

    private long waiting(String project) {
        return lines.get().stream()
                .flatMap(line -> line.getLanes().stream())
                .filter(lane -> lane.getLane() != Lane.BATCH)
                .map(LaneReported::getFlows)
                .flatMap(Collection::stream)
                .filter(flow -> flow.getProject().equals(project))
                .mapToLong(FlowReported::getWaiting)
                .sum();
    }
}
