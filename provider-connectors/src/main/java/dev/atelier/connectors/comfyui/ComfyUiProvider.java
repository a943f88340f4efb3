package dev.atelier.connectors.comfyui;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Capabilities;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Authorization;
import dev.atelier.connectors.vendor.Call;
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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ComfyUI server. A run goes by an id of ours, so a lost answer is no loss: the run is looked for in the queue and in the
 * history. The server does not tell two submits of one id apart, so each attempt has an id of its own, and first looks for
 * the runs of those before it.
 */
final class ComfyUiProvider implements Provider {
    private static final Duration TO_SUBMIT = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(5);

    private final VendorApi api;
    private final Uploads uploads;
    private final Queue queue;
    private final Watching watching;

    ComfyUiProvider(ProviderContext context, AccountRules rules) {
        api = new VendorApi(context, rules, Authorization.NONE);
        uploads = new Uploads(api, new InputReader(context.http().outlet()));
        queue = new Queue(api);
        watching = new Watching(api, queue);
    }

    @Override
    public String name() {
        return ComfyUiFactory.NAME;
    }

    /** Whatever a workflow can; what one of them can is said where the model is defined. */
    @Override
    public Set<Capability> capabilities() {
        return Capabilities.ALL;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        return switch (queue.earlier(job)) {
            case Queue.Found(var id) -> new Submission.Pending(id, AT_ONCE);
            case Queue.Unknown _ ->
                switch (Workflow.fill(job, uploads)) {
                    case Workflow.Unfit(var failure) -> new Submission.Failed(failure);
                    case Workflow.Filled(var graph) -> prompt(job, graph);
                };
            case Queue.Silent(var failure) -> new Submission.Failed(new Failure.Unavailable(failure.detail()));
        };
    }

    private Submission prompt(Job job, ObjectNode graph) throws InterruptedException {
        String id = RunIds.of(job, job.attempt());
        var body = JsonNodeFactory.instance.objectNode();
        body.set("prompt", graph);
        // News of a run go to the client that submitted it, which is whoever asks for it.
        body.put("prompt_id", id).put("client_id", RunIds.client(job));
        var submission = switch (api.submit(job, Call.post("/prompt", body), TO_SUBMIT)) {
            case Heard.Nothing(var why) -> new Submission.Failed(why);
            case Answer answer when answer.isSuccess() -> taken(answer);
            case Answer answer -> new Submission.Failed(ComfyUiErrors.ofSubmit(answer, job));
        };
        // Whether the server has it can be asked.
        return submission instanceof Submission.Failed(Failure.Uncertain _)
                ? new Submission.Pending(id, AT_ONCE)
                : submission;
    }

    private static Submission taken(Answer answer) {
        return ProviderIds.read(answer.json().path("prompt_id"))
                .<Submission>map(id -> new Submission.Pending(id, AT_ONCE))
                .orElseGet(() -> new Submission.Failed(
                        new Failure.MalformedReply("comfyui answered with something that is no run.")));
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        return ProviderIds.isOne(providerRequestId)
                ? watching.until(job, providerRequestId, progress)
                : new Submission.Failed(new Failure.MalformedReply("This is no id of a run."));
    }

    /** Only what runs under this id is interrupted: older servers would interrupt whatever runs. */
    @Override
    public void cancel(Job job, String providerRequestId) throws InterruptedException {
        if (!ProviderIds.isOne(providerRequestId)) {
            return;
        }
        var waiting = JsonNodeFactory.instance.objectNode();
        waiting.putArray("delete").add(providerRequestId);
        var _ = api.ask(job.account(), Call.post("/queue", waiting));
        if (queue.isRunning(job, providerRequestId)) {
            var running = JsonNodeFactory.instance.objectNode().put("prompt_id", providerRequestId);
            var _ = api.ask(job.account(), Call.post("/interrupt", running));
        }
    }

    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return api.probe(account, Call.get("/system_stats"));
    }
}
