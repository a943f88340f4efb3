package dev.atelier.dispatch.scheduling;

import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Target;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What the world knows of one generation, from what scheduling said of it. */
final class Life {
    GenerationAdmitted admitted;
    long arrival;
    int attempt;
    /** Of the attempts at this account, those that a worker took or may yet take. */
    int tried;

    boolean running;
    /** Whether a worker is known to have the job. */
    boolean taken;
    /** When its lease began anew last. */
    Instant heardAt = Instant.MIN;
    /** Between two accounts it is admission's. */
    boolean returned;

    boolean canceled;
    /** When its last attempt ended, if there was one. */
    Instant waitsSince = Instant.MIN;
    /** The number of the order that moved it to the front; none: as it came. */
    Optional<Long> moved = Optional.empty();

    boolean stopped;

    Optional<GenerationStatus> end = Optional.empty();

    Life(GenerationAdmitted admitted) {
        this.admitted = admitted;
    }

    Flow flow() {
        Target target = admitted.getTargets().getFirst();
        return new Flow(
                target.getProvider(),
                target.getAccount(),
                admitted.getRequest().getLane(),
                admitted.getRequest().getProject(),
                admitted.getModel());
    }

    /** It was moved to the front and the other was not, or before that; or it came first and matters as much. */
    boolean goesBefore(Life other) {
        if (moved.isPresent() || other.moved.isPresent()) {
            return moved.orElse(-1L) > other.moved.orElse(-1L);
        }
        return arrival < other.arrival
                && admitted.getRequest().getPriority()
                        >= other.admitted.getRequest().getPriority();
    }

    /** Whether nobody has any use for it any more, and no worker has it who would know. */
    boolean isLate(Instant now) {
        boolean started = taken || tried > (running ? 1 : 0) || admitted.getAttempts() > 0;
        return !(running && taken)
                && Stream.of(admitted.getDeadline(), started ? Optional.<Instant>empty() : admitted.getStartBy())
                        .flatMap(Optional::stream)
                        .anyMatch(deadline -> !deadline.isAfter(now));
    }

    /** Whether the deadline of its end has passed. */
    boolean isOver(Instant now) {
        return admitted.getDeadline().filter(deadline -> !deadline.isAfter(now)).isPresent();
    }

    @Override
    public String toString() {
        return "%s of %s, attempt %d, %s"
                .formatted(
                        admitted.getRequest().getGenerationId(),
                        admitted.getRequest().getProject(),
                        attempt,
                        end.map(Enum::name).orElse(running ? "running" : "waiting"));
    }
}
