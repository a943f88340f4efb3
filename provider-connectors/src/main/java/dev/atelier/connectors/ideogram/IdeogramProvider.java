package dev.atelier.connectors.ideogram;

import static java.util.Objects.requireNonNull;

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

/** The API of Ideogram 3.0, which answers when it is done. It knows no idempotency key, no ids and no cancelling. */
final class IdeogramProvider implements Provider {
    private static final String MODEL = "ideogram-v3";

    private final VendorApi api;
    private final IdeogramForms forms;
    private final IdeogramAnswers answers;
    private final Duration timeout;

    IdeogramProvider(ProviderContext context, AccountRules rules, Duration timeout) {
        api = new VendorApi(context, rules, Authorization.header("Api-Key"));
        forms = new IdeogramForms(new InputReader(context.http().outlet()));
        answers = new IdeogramAnswers(api);
        this.timeout = requireNonNull(timeout);
    }

    @Override
    public String name() {
        return IdeogramFactory.NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.TEXT_TO_IMAGE,
                Capability.IMAGE_TO_IMAGE,
                Capability.VARIATIONS,
                Capability.EDIT,
                Capability.DESCRIBE);
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        if (!job.providerModel().equals(MODEL)) {
            return failed(new Failure.ModelNotFound("ideogram has one model here, which is " + MODEL + "."));
        }
        return switch (forms.draft(job)) {
            case Draft.Refused(var failure) -> failed(failure);
            case Draft.Ready(var call) ->
                switch (api.submit(job, call, timeout)) {
                    case Heard.Nothing(var failure) -> failed(failure);
                    case Answer answer when answer.isSuccess() -> answers.read(job, answer.json());
                    case Answer answer -> failed(IdeogramErrors.of(answer, job));
                };
        };
    }

    /** Nothing is ever pending here. */
    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) {
        return failed(new Failure.MalformedReply("ideogram has no jobs that could be asked for."));
    }

    /** Whoever stops waiting ends the call; the vendor has nothing else to stop. */
    @Override
    public void cancel(Job job, String providerRequestId) {}

    /** The list of custom models costs nothing and is shown to whoever has a key. */
    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return api.probe(account, Call.get("/models"));
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
