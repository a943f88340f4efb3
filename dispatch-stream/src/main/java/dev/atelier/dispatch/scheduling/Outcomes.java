package dev.atelier.dispatch.scheduling;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.QueuePlace;
import dev.atelier.event.Scheduled;
import dev.atelier.event.Target;
import dev.atelier.event.Timings;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The records that a scheduled generation becomes. Pure. */
final class Outcomes {
    /** Who speaks where a worker would. */
    private static final String DISPATCH = "dispatch-stream";

    private Outcomes() {}

    static GenerationJob job(Scheduled scheduled, long leaseMillis, Instant now) {
        GenerationRequested request = scheduled.getAdmitted().getRequest();
        Target target = target(scheduled);
        return GenerationJob.newBuilder()
                .setGenerationId(request.getGenerationId())
                .setProject(request.getProject())
                .setProvider(target.getProvider())
                .setAccount(target.getAccount())
                .setModel(scheduled.getAdmitted().getModel())
                .setProviderModel(target.getProviderModel())
                .setCapability(scheduled.getAdmitted().getCapability())
                .setParameters(target.getParameters())
                .setAttempt(scheduled.getAttempt())
                .setProviderRequestId(scheduled.getProviderRequestId().orElse(null))
                .setHeartbeatMillis(leaseMillis)
                .setDeadline(scheduled.getAdmitted().getDeadline().orElse(null))
                .setAnswerSchema(schema(scheduled.getAdmitted()).orElse(null))
                .setCorrection(scheduled.getAdmitted().getCorrection().orElse(null))
                .setTrace(request.getTrace().orElse(null))
                .setDispatchedAt(now)
                .build();
    }

    /** What was admitted is JSON. */
    private static Optional<String> schema(GenerationAdmitted admitted) {
        if (admitted.getCapability() != Capability.EXTRACT) {
            return Optional.empty();
        }
        var schema = Json.MAPPER.readTree(admitted.getRequest().getInput()).path("schema");
        return Optional.of(schema).filter(JsonNode::isObject).map(Json.MAPPER::writeValueAsString);
    }

    static JobReport leaseEnded(Scheduled scheduled, Instant now) {
        return JobReport.newBuilder()
                .setGenerationId(scheduled.getAdmitted().getRequest().getGenerationId())
                .setAccount(target(scheduled).getAccount())
                .setAttempt(scheduled.getAttempt())
                .setWorker(DISPATCH)
                .setKind(JobReportKind.LEASE_ENDED)
                .setReportedAt(now)
                .build();
    }

    static GenerationEvent event(Scheduled scheduled, GenerationEventKind kind, Instant now) {
        GenerationRequested request = scheduled.getAdmitted().getRequest();
        return GenerationEvent.newBuilder()
                .setGenerationId(request.getGenerationId())
                .setProject(request.getProject())
                .setRequestedAt(request.getRequestedAt())
                .setKind(kind)
                .setAt(now)
                .setAttempt(scheduled.getAttempt())
                .setProvider(target(scheduled).getProvider())
                .setModel(scheduled.getAdmitted().getModel())
                .setTags(request.getTags())
                .setTrace(request.getTrace().orElse(null))
                .build();
    }

    /** The same with whoever is to be told of it, since its word alone tells of no more. */
    static GenerationEvent told(Scheduled scheduled, GenerationEventKind kind, Instant now) {
        GenerationRequested request = scheduled.getAdmitted().getRequest();
        return GenerationEvent.newBuilder(event(scheduled, kind, now))
                .setWebhook(request.getWebhook().orElse(null))
                .setWebhookEvents(request.getWebhookEvents())
                .setWebhookFormat(request.getWebhookFormat().orElse(null))
                .build();
    }

    static GenerationEvent waiting(Scheduled scheduled, Instant now) {
        Place place = Place.of(scheduled);
        return GenerationEvent.newBuilder(event(scheduled, GenerationEventKind.WAITING, now))
                .setPlace(new QueuePlace(
                        place.flow().account(),
                        place.flow().lane(),
                        place.flow().model(),
                        place.rank()))
                .build();
    }

    static GenerationOutcome succeeded(Scheduled scheduled, JobReport report, Instant now) {
        return outcome(scheduled, GenerationStatus.SUCCEEDED, reported(scheduled.getTimings(), report, now))
                .setWorker(report.getWorker())
                .setProviderRequestId(report.getProviderRequestId()
                        .or(scheduled::getProviderRequestId)
                        .orElse(null))
                .setOutputs(report.getOutputs())
                .setMetrics(report.getMetrics())
                .setDetails(report.getDetails())
                .setCostMicros(report.getCostMicros().orElse(null))
                .build();
    }

    static GenerationOutcome failed(Scheduled scheduled, Failure failure, Instant now) {
        var timings =
                Timings.newBuilder(scheduled.getTimings()).setDecidedAt(now).build();
        return outcome(scheduled, status(failure), timings)
                .setFailure(Failures.toEvent(failure))
                .build();
    }

    /** It was stopped; nothing was paid for, as far as anyone knows. */
    static GenerationOutcome canceled(Scheduled scheduled, Instant now) {
        var timings =
                Timings.newBuilder(scheduled.getTimings()).setDecidedAt(now).build();
        return outcome(scheduled, GenerationStatus.CANCELED, timings).build();
    }

    /** Its worker has stopped it, and says what that cost. */
    static GenerationOutcome canceled(Scheduled scheduled, JobReport report, Instant now) {
        return outcome(scheduled, GenerationStatus.CANCELED, reported(scheduled.getTimings(), report, now))
                .setWorker(report.getWorker())
                .setProviderRequestId(report.getProviderRequestId()
                        .or(scheduled::getProviderRequestId)
                        .orElse(null))
                .setCostMicros(report.getCostMicros().orElse(null))
                .build();
    }

    /** What a purge says to those whom it takes out of the line. */
    static Failure purged() {
        return new Failure.Purged("it was purged while it waited: somebody emptied the line that it stood in");
    }

    static Failure late() {
        return new Failure.DeadlineExceeded("the deadline passed before a result came");
    }

    static Target target(Scheduled scheduled) {
        return scheduled.getAdmitted().getTargets().getFirst();
    }

    private static GenerationStatus status(Failure failure) {
        return switch (failure) {
            case Failure.DeadlineExceeded _ -> GenerationStatus.EXPIRED;
            case Failure.LimitReached _, Failure.BudgetExceeded _, Failure.PriceUnknown _, Failure.QueueFull _ ->
                GenerationStatus.REJECTED;
            case Failure.Purged _ -> GenerationStatus.CANCELED;
            case Failure.InvalidRequest _,
                    Failure.ModelNotFound _,
                    Failure.ContentRefused _,
                    Failure.AccountRefused _,
                    Failure.Throttled _,
                    Failure.Unavailable _,
                    Failure.Uncertain _,
                    Failure.MalformedReply _,
                    Failure.ProviderFailed _,
                    Failure.Nonconformant _,
                    Failure.LeaseExpired _ -> GenerationStatus.FAILED;
        };
    }

    private static Timings reported(Timings timings, JobReport report, Instant now) {
        return Timings.newBuilder(timings)
                .setReportedAt(report.getReportedAt())
                .setDecidedAt(now)
                .build();
    }

    private static GenerationOutcome.Builder outcome(Scheduled scheduled, GenerationStatus status, Timings timings) {
        return GenerationOutcome.newBuilder()
                .setRequest(scheduled.getAdmitted().getRequest())
                .setModel(scheduled.getAdmitted().getModel())
                .setCapability(scheduled.getAdmitted().getCapability())
                .setStatus(status)
                .setAttempt(scheduled.getAttempt())
                .setTarget(target(scheduled))
                .setWorker(scheduled.getWorker().orElse(null))
                .setProviderRequestId(scheduled.getProviderRequestId().orElse(null))
                .setTimings(timings);
    }
}
