package dev.atelier.connectors.google;

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
 * The Gemini API, in which a call waits for its output. It knows no idempotency key and no job to ask for, so a lost answer
 * stays uncertain; who closes the connection stops the job.
 */
final class GoogleProvider implements Provider {
    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(5);

    private final VendorApi api;
    private final InputReader inputs;
    private final Duration timeout;

    GoogleProvider(ProviderContext context, AccountRules rules) {
        api = new VendorApi(context, rules, Authorization.header("x-goog-api-key"));
        inputs = new InputReader(context.http().outlet());
        timeout = context.settings().timeout(USUAL_TIMEOUT);
    }

    @Override
    public String name() {
        return GoogleFactory.NAME;
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
        return switch (Prompting.draft(job, inputs)) {
            case Draft.Refused(var failure) -> new Submission.Failed(failure);
            case Draft.Ready(var call) ->
                switch (api.submit(job, call, timeout)) {
                    case Heard.Nothing(var failure) -> new Submission.Failed(failure);
                    case Answer answer when answer.isSuccess() -> Candidates.read(job, answer.json());
                    case Answer answer -> new Submission.Failed(GoogleErrors.ofSubmit(answer, job));
                };
        };
    }

    /** There is no job at Google that outlives its call. */
    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) {
        return new Submission.Failed(new Failure.MalformedReply("google keeps no jobs that could be asked for."));
    }

    /** Whoever stops waiting for the call has stopped the job. */
    @Override
    public void cancel(Job job, String providerRequestId) {}

    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        // A wrong key is answered with 400 here.
        return api.probe(account, Call.get("/models?pageSize=1"), GoogleErrors::isAboutTheKey);
    }
}
