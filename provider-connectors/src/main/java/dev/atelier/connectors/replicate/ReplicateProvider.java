package dev.atelier.connectors.replicate;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Capabilities;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.LookUp;
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
 * Replicate's API of predictions. It knows no idempotency key, so a lost answer to a submit stays uncertain unless the
 * prediction is found by where it calls back.
 */
final class ReplicateProvider implements Provider {
    private static final Duration TO_SUBMIT = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(500);

    private final VendorApi api;
    private final ReplicateFiles files;
    private final Predictions predictions;
    private final PredictionSearch search;

    ReplicateProvider(ProviderContext context, AccountRules rules) {
        api = new VendorApi(context, rules, Authorization.scheme("Bearer"));
        files = new ReplicateFiles(api);
        predictions = new Predictions(api);
        search = new PredictionSearch(api);
    }

    @Override
    public String name() {
        return ReplicateFactory.NAME;
    }

    /** Whatever its models can; what one of them can is said where the model is defined. */
    @Override
    public Set<Capability> capabilities() {
        return Capabilities.ALL;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        return switch (Attachments.attach(Extracting.inWords(job), (field, file) -> files.carry(job, file))) {
            case Attached.Missing(var failure) -> new Submission.Failed(failure);
            case Attached.Parameters(var input) ->
                switch (api.submit(job, create(job, input), TO_SUBMIT)) {
                    case Heard.Nothing(var failure) -> new Submission.Failed(failure);
                    case Answer answer when answer.isSuccess() -> begun(answer);
                    case Answer answer -> new Submission.Failed(ReplicateErrors.ofSubmit(answer, job));
                };
        };
    }

    /** The output of a prediction that is done at once is fetched by the first question, when its id is on the log. */
    private static Submission begun(Answer answer) {
        return ProviderIds.read(answer.json().path("id"))
                .<Submission>map(id -> new Submission.Pending(id, SOON))
                .orElseGet(() -> new Submission.Failed(
                        new Failure.MalformedReply("replicate answered with something that is no prediction.")));
    }

    /** A version is given in the body, an official model and a deployment in the path. */
    private Call create(Job job, ObjectNode input) {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("input", input);
        search.mark(job)
                .ifPresent(url -> body.put("webhook", url)
                        .putArray("webhook_events_filter")
                        .add("completed"));
        String model = job.providerModel();
        String[] parts = model.split("/", -1);
        if (parts.length == 3 && parts[0].equals("deployments")) {
            return Call.post(
                    "/deployments/%s/%s/predictions".formatted(Call.segment(parts[1]), Call.segment(parts[2])), body);
        }
        if (parts.length == 2 && !parts[1].contains(":")) {
            return Call.post(
                    "/models/%s/%s/predictions".formatted(Call.segment(parts[0]), Call.segment(parts[1])), body);
        }
        body.put("version", model);
        return Call.post("/predictions", body);
    }

    @Override
    public Optional<LookUp> lookUp() {
        return api.isCalledBack() ? Optional.of(search) : Optional.empty();
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        if (!ProviderIds.isOne(providerRequestId)) {
            return new Submission.Failed(new Failure.MalformedReply("This is no id of a prediction."));
        }
        return switch (api.ask(job.account(), Call.get(path(providerRequestId)))) {
            case Heard.Nothing(var failure) -> new Submission.Failed(failure);
            case Answer answer when answer.isSuccess() -> predictions.read(job, answer.json(), progress);
            case Answer answer -> new Submission.Failed(ReplicateErrors.ofQuestion(answer, job));
        };
    }

    @Override
    public void cancel(Job job, String providerRequestId) throws InterruptedException {
        if (ProviderIds.isOne(providerRequestId)) {
            var _ = api.ask(job.account(), Call.post(path(providerRequestId) + "/cancel"));
        }
    }

    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return api.probe(account, Call.get("/account"));
    }

    private static String path(String id) {
        return "/predictions/" + Call.segment(id);
    }
}
