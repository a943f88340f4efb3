package dev.atelier.dispatch.admission;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Timings;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import java.time.Instant;

/** What admission says of a generation: that it is queued, or why it never will be. Pure. */
final class FirstWords {
    private FirstWords() {}

    static GenerationEvent queued(GenerationAdmitted admitted, Instant now) {
        GenerationRequested request = admitted.getRequest();
        return GenerationEvent.newBuilder()
                .setGenerationId(request.getGenerationId())
                .setProject(request.getProject())
                .setRequestedAt(request.getRequestedAt())
                .setKind(GenerationEventKind.QUEUED)
                .setAt(now)
                .setAttempt(0)
                .setAdmitted(admitted)
                .setModel(admitted.getModel())
                .setTags(request.getTags())
                .setTrace(request.getTrace().orElse(null))
                .build();
    }

    /** It was stopped before anything was asked of a provider. */
    static GenerationOutcome canceled(GenerationRequested request, Instant now) {
        return refused(request, now).setStatus(GenerationStatus.CANCELED).build();
    }

    /** It was stopped between two providers. */
    static GenerationOutcome canceled(GenerationAdmitted admitted, Instant now) {
        return refused(admitted, now).setStatus(GenerationStatus.CANCELED).build();
    }

    /** The next provider cannot be paid. */
    static GenerationOutcome refused(GenerationAdmitted admitted, Failure failure, Instant now) {
        return refused(admitted, now)
                .setStatus(GenerationStatus.FAILED)
                .setFailure(Failures.toEvent(failure))
                .build();
    }

    private static GenerationOutcome.Builder refused(GenerationAdmitted admitted, Instant now) {
        return refused(admitted.getRequest(), now)
                .setModel(admitted.getModel())
                .setCapability(admitted.getCapability())
                .setCostMicros(admitted.getCostMicros())
                .setAttempt(admitted.getAttempts());
    }

    static GenerationOutcome refused(GenerationRequested request, Failure failure, Instant now) {
        return refused(request, now)
                .setStatus(
                        failure instanceof Failure.DeadlineExceeded
                                ? GenerationStatus.EXPIRED
                                : GenerationStatus.REJECTED)
                .setFailure(Failures.toEvent(failure))
                .build();
    }

    private static GenerationOutcome.Builder refused(GenerationRequested request, Instant now) {
        return GenerationOutcome.newBuilder()
                .setRequest(request)
                .setModel(request.getModel().orElse(""))
                .setCapability(request.getCapability().orElse(Capability.UNKNOWN))
                .setAttempt(0)
                .setTimings(Timings.newBuilder()
                        .setRequestedAt(request.getRequestedAt())
                        .setDecidedAt(now)
                        .build());
    }
}
