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
import tools.jackson.databind.node.ObjectNode;

/** The API of Black Forest Labs. It knows no idempotency key and no cancelling. */
final class BflProvider implements Provider {
    /** A request may hold several pictures in base64. */
    private static final Duration TO_SUBMIT = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

    private final VendorApi api;
    private final BflInputs inputs;
    private final BflResults results;
    private final boolean calledBack;

    BflProvider(ProviderContext context, AccountRules rules, boolean calledBack) {
        api = new VendorApi(context, rules, Authorization.header("x-key"));
        inputs = new BflInputs(new InputReader(context.http().outlet()));
        results = new BflResults(api);
        this.calledBack = calledBack && api.isCalledBack();
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
                switch (api.submit(job, create(job, input), TO_SUBMIT)) {
                    case Heard.Nothing(var failure) -> failed(failure);
                    case Answer answer when answer.isSuccess() -> begun(answer);
                    case Answer answer -> failed(BflErrors.ofSubmit(answer, job));
                };
        };
    }

    private Call create(Job job, ObjectNode input) {
        if (calledBack) {
            api.callbackUrl(job).ifPresent(url -> input.put("webhook_url", url));
            api.callbackSecret(job).ifPresent(secret -> input.put("webhook_secret", secret.value()));
        }
        return Call.post("/v1/" + job.providerModel(), input);
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
            case Answer answer
            when isAskedInVain(task.get(), answer) ->
                failed(new Failure.Uncertain("bfl did not say where the task is asked for, and it is not here."));
            case Answer answer when answer.isSuccess() -> results.read(job, task.get(), answer.json(), progress);
            case Answer answer -> failed(BflErrors.ofQuestion(answer, job));
        };
    }

    /** A task that calls back may be in any region, and need not be known where it was submitted. */
    private boolean isAskedInVain(BflTask task, Answer answer) {
        return calledBack
                && task.host().isEmpty()
                && (answer.status() == 404
                        || answer.json().path("status").asString("").equals("Task not found"));
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
