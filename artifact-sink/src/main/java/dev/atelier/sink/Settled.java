package dev.atelier.sink;

import dev.atelier.event.ArtifactReference;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.Target;
import dev.atelier.event.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An outcome as the sink keeps and announces it: the same, unless its outputs are not what they should be.
 *
 * @param outcome   what dispatch decided
 * @param status    the final word
 * @param artifacts what is stored
 * @param failure   why it did not succeed
 * @param timings   when each step happened, storing among them
 */
record Settled(
        GenerationOutcome outcome,
        GenerationStatus status,
        List<ArtifactReference> artifacts,
        Optional<GenerationFailure> failure,
        Timings timings) {

    /** Makes the final word from what was decided and what could be stored. */
    static Settled of(GenerationOutcome outcome, Promotion promotion, Instant storedAt) {
        var timings =
                Timings.newBuilder(outcome.getTimings()).setStoredAt(storedAt).build();
        if (outcome.getStatus() != GenerationStatus.SUCCEEDED) {
            return new Settled(outcome, outcome.getStatus(), List.of(), outcome.getFailure(), timings);
        }
        return switch (promotion) {
            case Promotion.Stored(var artifacts)
            when artifacts.isEmpty() -> malformed(outcome, "there is no output", timings);
            case Promotion.Stored(var artifacts) ->
                new Settled(outcome, GenerationStatus.SUCCEEDED, artifacts, Optional.empty(), timings);
            case Promotion.Broken(var detail) -> malformed(outcome, detail, timings);
        };
    }

    private static Settled malformed(GenerationOutcome outcome, String detail, Timings timings) {
        var failure = GenerationFailure.newBuilder()
                .setKind(FailureKind.MALFORMED_REPLY)
                .setMessage("The provider reported success, but " + detail + ".")
                .build();
        return new Settled(outcome, GenerationStatus.FAILED, List.of(), Optional.of(failure), timings);
    }

    GenerationRequested request() {
        return outcome.getRequest();
    }

    /** What is announced. */
    GenerationResult result() {
        return GenerationResult.newBuilder()
                .setTrace(request().getTrace().orElse(null))
                .setGenerationId(request().getGenerationId())
                .setProject(request().getProject())
                .setStatus(status)
                .setModel(outcome.getModel())
                .setCapability(outcome.getCapability())
                .setProvider(outcome.getTarget().map(Target::getProvider).orElse(null))
                .setAttempt(outcome.getAttempt())
                .setTags(request().getTags())
                .setParentId(request().getParentId().orElse(null))
                .setWebhook(request().getWebhook().orElse(null))
                .setWebhookEvents(request().getWebhookEvents())
                .setWebhookFormat(request().getWebhookFormat().orElse(null))
                .setArtifacts(artifacts)
                .setMetrics(outcome.getMetrics())
                .setDetails(outcome.getDetails())
                .setCostMicros(outcome.getCostMicros().orElse(null))
                .setFailure(failure.orElse(null))
                .setTimings(timings)
                .build();
    }
}
