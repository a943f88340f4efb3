package dev.atelier.connectors.openai;

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
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * OpenAI's API, in which a call waits for its output. It knows no idempotency key and no job to ask for, so a lost answer
 * stays uncertain; who closes the connection stops the job.
 */
final class OpenAiProvider implements Provider {
    /** Large pictures of high quality take two minutes. */
    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(5);

    private final VendorApi api;
    private final Duration timeout;
    private final OpenAiImages images;
    private final OpenAiChat chat;

    OpenAiProvider(ProviderContext context, AccountRules rules) {
        var inputs = new InputReader(context.http().outlet());
        api = new VendorApi(context, rules, Authorization.scheme("Bearer"));
        timeout = context.settings().timeout(USUAL_TIMEOUT);
        images = new OpenAiImages(api, inputs);
        chat = new OpenAiChat(inputs);
    }

    @Override
    public String name() {
        return OpenAiFactory.NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.TEXT_TO_IMAGE,
                Capability.IMAGE_TO_IMAGE,
                Capability.EDIT,
                Capability.VARIATIONS,
                Capability.DESCRIBE,
                Capability.EXTRACT);
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        boolean words = job.capability() == Capability.DESCRIBE || job.capability() == Capability.EXTRACT;
        return switch (words ? chat.draft(job) : images.draft(job)) {
            case Draft.Refused(var failure) -> new Submission.Failed(failure);
            case Draft.Ready(var call) ->
                switch (api.submit(job, call, timeout)) {
                    case Heard.Nothing(var failure) -> new Submission.Failed(failure);
                    case Answer answer
                    when !answer.isSuccess() -> new Submission.Failed(OpenAiErrors.ofSubmit(answer, job));
                    case Answer answer -> words ? chat.read(answer.json()) : images.read(job, answer.json());
                };
        };
    }

    /** There is no job at OpenAI that outlives its call. */
    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) {
        return new Submission.Failed(new Failure.MalformedReply("openai keeps no jobs that could be asked for."));
    }

    /** Whoever stops waiting for the call has stopped the job. */
    @Override
    public void cancel(Job job, String providerRequestId) {}

    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return api.probe(account, Call.get("/models"));
    }
}
