package dev.atelier.connectors.cog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Capabilities;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Attachments;
import dev.atelier.connectors.vendor.Attachments.Attached;
import dev.atelier.connectors.vendor.Authorization;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Extracting;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model in a container of Cog's. A run is {@code PUT} under an id of ours, and the call waits for its output: there is
 * no way to ask for the output of a run that nobody waited for. While a run goes on, another {@code PUT} of its id starts
 * nothing; after its end the id is forgotten. So whoever lost an answer puts the run again: it waits while the run goes on,
 * and then there is one more run, whose answer counts. What that costs is time of one's own machine.
 */
final class CogProvider implements Provider {
    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final VendorApi api;
    private final Runs runs;
    private final Duration timeout;

    CogProvider(ProviderContext context, AccountRules rules) {
        api = new VendorApi(context, rules, Authorization.NONE);
        runs = new Runs(api);
        timeout = context.settings().timeout(USUAL_TIMEOUT);
    }

    @Override
    public String name() {
        return CogFactory.NAME;
    }

    /** Whatever its model can; what that is is said where the model is defined. */
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
        var submission = put(job);
        // The run can be asked for by putting it again.
        return submission instanceof Submission.Failed(Failure.Uncertain _)
                ? new Submission.Pending(id(job), SOON)
                : submission;
    }

    /** Puts the run again, which starts nothing while it goes on. */
    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        return providerRequestId.equals(id(job))
                ? put(job)
                : new Submission.Failed(new Failure.MalformedReply("This is not the id of the job's run."));
    }

    private Submission put(Job job) throws InterruptedException {
        return switch (Attachments.attach(Extracting.inWords(job), (_, file) -> Attachments.asDataUri(file))) {
            case Attached.Missing(var failure) -> new Submission.Failed(failure);
            case Attached.Parameters(var input) ->
                switch (api.submit(job, run(id(job), input), timeout)) {
                    case Heard.Nothing(var failure) -> new Submission.Failed(failure);
                    case Answer answer when answer.status() == 202 -> new Submission.Pending(id(job), SOON);
                    case Answer answer when answer.isSuccess() -> runs.read(job, answer.json());
                    case Answer answer -> new Submission.Failed(CogErrors.ofSubmit(answer, job));
                };
        };
    }

    private static Call run(String id, ObjectNode input) {
        var body = JsonNodeFactory.instance.objectNode().put("id", id);
        body.set("input", input);
        return Call.put(path(id), Call.json(body));
    }

    /** The same for each attempt at a generation. */
    static String id(Job job) {
        return UUID.nameUUIDFromBytes(job.generationId().getBytes(UTF_8)).toString();
    }

    private static String path(String id) {
        return "/predictions/" + Call.segment(id);
    }

    /** A run ends as well when whoever waits for it goes away. */
    @Override
    public void cancel(Job job, String providerRequestId) throws InterruptedException {
        if (providerRequestId.equals(id(job))) {
            var _ = api.ask(job.account(), Call.post(path(providerRequestId) + "/cancel"));
        }
    }

    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return api.probe(account, Call.get("/health-check"));
    }
}
