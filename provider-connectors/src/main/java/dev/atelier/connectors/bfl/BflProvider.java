package dev.atelier.connectors.bfl;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Attachments.Attached;
import dev.atelier.connectors.vendor.Authorization;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The API of Black Forest Labs. It knows no idempotency key and no cancelling. */
final class BflProvider implements Provider {
    /** A request may hold several pictures in base64. */
    private static final Duration TO_SUBMIT = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

    private final VendorApi api;
    private final BflInputs inputs;
    private final BflResults results;

    BflProvider(ProviderContext context, AccountRules rules) {
        api = new VendorApi(context, rules, Authorization.header("x-key"));
        inputs = new BflInputs(new InputReader(context.http().outlet()));
        results = new BflResults(api);
    }

    @Override
    public String name() {
        return BflFactory.NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.TEXT_TO_IMAGE, Capability.IMAGE_TO_IMAGE, Capability.EDIT, Capability.VARIATIONS);
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        if (!MODEL.matcher(job.providerModel()).matches()) {
            return failed(new Failure.ModelNotFound("bfl can have no model of this name."));
        }
        return switch (inputs.attach(job)) {
            case Attached.Missing(var failure) -> failed(failure);
            case Attached.Parameters(var input) ->
                switch (api.submit(job.account(), Call.post("/v1/" + job.providerModel(), input), TO_SUBMIT)) {
                    case Heard.Nothing(var failure) -> failed(failure);
                    case Answer answer when answer.isSuccess() -> begun(answer);
                    case Answer answer -> failed(BflErrors.ofSubmit(answer, job));
                };
        };
    }

    private static Submission begun(Answer answer) {
        return BflTask.of(answer.json())
                .<Submission>map(task -> new Submission.Pending(task.providerRequestId(), SOON))
                .orElseGet(() -> failed(new Failure.MalformedReply("bfl answered without the task's id.")));
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        var task = BflTask.parse(providerRequestId);
        if (task.isEmpty()) {
            return failed(new Failure.MalformedReply("This is no id of a task."));
        }
        var region = task.get().host().map(host -> api.at(host, BflTask.HOSTS)).orElse(api);
        return switch (region.ask(
                job.account(), Call.get("/v1/get_result?id=" + task.get().id()))) {
            case Heard.Nothing(var failure) -> failed(failure);
            case Answer answer when answer.isSuccess() -> results.read(job, task.get(), answer.json(), progress);
            case Answer answer -> failed(BflErrors.ofQuestion(answer, job));
        };
    }

    /** The vendor has no way to stop a task. */
    @Override
    public void cancel(Job job, String providerRequestId) {}

    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return api.probe(account, Call.get("/v1/credits"));
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
