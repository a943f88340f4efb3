package dev.atelier.dispatch.admission;

import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.Terms;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How long a generation may take and how often it is tried: as its request says, else its model, else its project. Pure. */
record Deadlines(Optional<Instant> startBy, Optional<Instant> end, Optional<Integer> maxAttempts) {
    static Deadlines of(GenerationRequested request, ModelDefined model, ProjectDefined project) {
        return new Deadlines(
                request.getStartBy()
                        .or(() -> first(model, project, Terms::getStartMillis).map(after(request))),
                request.getDeadline()
                        .or(() -> first(model, project, Terms::getTotalMillis).map(after(request))),
                request.getMaxAttempts().or(() -> first(model, project, Terms::getMaxAttempts)));
    }

    /** Whether there is no use in starting it at {@code now}. */
    boolean havePassed(Instant now) {
        return Stream.of(startBy, end).flatMap(Optional::stream).anyMatch(deadline -> !deadline.isAfter(now));
    }

    GenerationAdmitted.Builder set(GenerationAdmitted.Builder admitted) {
        return admitted.setStartBy(startBy.orElse(null))
                .setDeadline(end.orElse(null))
                .setMaxAttempts(maxAttempts.orElse(null));
    }

    private static <T> Optional<T> first(
            ModelDefined model, ProjectDefined project, Function<Terms, Optional<T>> term) {
        return model.getTerms().flatMap(term).or(() -> project.getTerms().flatMap(term));
    }

    private static Function<Long, Instant> after(GenerationRequested request) {
        return millis -> request.getRequestedAt().plusMillis(millis);
    }
}
