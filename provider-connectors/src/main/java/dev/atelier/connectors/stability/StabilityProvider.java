package dev.atelier.connectors.stability;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Authorization;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Draft;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.connectors.vendor.ProviderIds;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Stability AI's v2beta API. It knows no idempotency key, so a lost answer stays uncertain, and no way to stop what has
 * begun; what fails is not charged.
 */
final class StabilityProvider implements Provider {
    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(3);
    /** Who asks too often is shut out for a minute. */
    private static final Duration SELDOM = Duration.ofSeconds(10);

    private final VendorApi api;
    private final InputReader inputs;
    private final Duration timeout;

    StabilityProvider(ProviderContext context, AccountRules rules) {
        api = new VendorApi(context, rules, Authorization.scheme("Bearer"));
        inputs = new InputReader(context.http().outlet());
        timeout = context.settings().timeout(USUAL_TIMEOUT);
    }

    @Override
    public String name() {
        return StabilityFactory.NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.TEXT_TO_IMAGE,
                Capability.IMAGE_TO_IMAGE,
                Capability.EDIT,
                Capability.UPSCALE,
                Capability.REMOVE_BACKGROUND);
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        return switch (StabilityForm.draft(job, inputs)) {
            case Draft.Refused(var failure) -> new Submission.Failed(failure);
            case Draft.Ready(var call) ->
                switch (api.submit(job, call, timeout)) {
                    case Heard.Nothing(var failure) -> new Submission.Failed(failure);
                    case Answer answer when answer.isSuccess() -> begunOrDone(answer.json());
                    case Answer answer -> new Submission.Failed(StabilityErrors.ofSubmit(answer, job));
                };
        };
    }

    /** What is slow has an id and no picture yet. */
    private static Submission begunOrDone(JsonNode answer) {
        return ProviderIds.read(answer.path("id"))
                .<Submission>map(id -> new Submission.Pending(id, SELDOM))
                .orElseGet(() -> Picture.read(answer));
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        if (!ProviderIds.isOne(providerRequestId)) {
            return new Submission.Failed(new Failure.MalformedReply("This is no id of a generation."));
        }
        return switch (api.ask(job.account(), Call.get("/v2beta/results/" + Call.segment(providerRequestId)))) {
            case Heard.Nothing(var failure) -> new Submission.Failed(failure);
            case Answer answer when answer.status() == 202 -> new Submission.Pending(providerRequestId, SELDOM);
            case Answer answer when answer.isSuccess() -> Picture.read(answer.json());
            case Answer answer -> new Submission.Failed(StabilityErrors.ofQuestion(answer, job));
        };
    }

    /** Stability has no way to stop a generation. */
    @Override
    public void cancel(Job job, String providerRequestId) {}

    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return api.probe(account, Call.get("/v1/user/balance"));
    }
}
