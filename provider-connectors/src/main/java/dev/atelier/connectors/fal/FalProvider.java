package dev.atelier.connectors.fal;

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
import dev.atelier.connectors.vendor.ProgressBars;
import dev.atelier.connectors.vendor.ProviderIds;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** fal's queue. It knows no idempotency key, so a lost answer to a submit stays uncertain. */
final class FalProvider implements Provider {
    private static final Duration TO_SUBMIT = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(500);
    /** fal takes nothing shorter. */
    private static final long SHORTEST_START = 2;

    private final VendorApi api;
    private final FalFiles files;
    private final FalResults results;
    private final FalSettings settings;

    FalProvider(ProviderContext context, AccountRules rules, FalSettings settings) {
        api = new VendorApi(context, rules, Authorization.scheme("Key"));
        files = new FalFiles(api);
        results = new FalResults(api);
        this.settings = settings;
    }

    @Override
    public String name() {
        return FalFactory.NAME;
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
        var model = FalModel.of(job.providerModel());
        if (model.isEmpty()) {
            return failed(new Failure.ModelNotFound("fal can have no model of this name."));
        }
        return switch (Attachments.attach(Extracting.inWords(job), (_, file) -> files.carry(job, file))) {
            case Attached.Missing(var failure) -> failed(failure);
            case Attached.Parameters(var input) ->
                switch (api.submit(job, create(job, model.get(), input), TO_SUBMIT)) {
                    case Heard.Nothing(var failure) -> failed(failure);
                    case Answer answer when answer.isSuccess() -> begun(answer);
                    case Answer answer -> failed(FalErrors.ofSubmit(answer, job));
                };
        };
    }

    /** fal would try a failed request again by itself, up to ten times; that is the caller's to decide. */
    private Call create(Job job, FalModel model, ObjectNode input) {
        String called = api.callbackUrl(job)
                .map(url -> "?fal_webhook=" + URLEncoder.encode(url, StandardCharsets.UTF_8))
                .orElse("");
        var call = Call.post(model.endpoint() + called, input).with("X-Fal-No-Retry", "1");
        if (job.deadline().isPresent()) {
            long left = Duration.between(Instant.now(), job.deadline().get()).toSeconds();
            call = call.with("X-Fal-Request-Timeout", Long.toString(Math.max(left, SHORTEST_START)));
        }
        if (settings.priority().isPresent()) {
            call = call.with("X-Fal-Queue-Priority", settings.priority().get());
        }
        if (settings.keepOutputs().isPresent()) {
            call = call.with(
                    "X-Fal-Object-Lifecycle-Preference",
                    "{\"expiration_duration_seconds\": %d}"
                            .formatted(settings.keepOutputs().get().toSeconds()));
        }
        return call;
    }

    private static Submission begun(Answer answer) {
        return ProviderIds.read(answer.json().path("request_id"))
                .<Submission>map(id -> new Submission.Pending(id, SOON))
                .orElseGet(() -> failed(new Failure.MalformedReply("fal answered without the request's id.")));
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        var model = FalModel.of(job.providerModel());
        if (model.isEmpty() || !ProviderIds.isOne(providerRequestId)) {
            return failed(new Failure.MalformedReply("This is no id of a request."));
        }
        String path = model.get().request(Call.segment(providerRequestId));
        return switch (api.ask(job.account(), Call.get(path + "/status?logs=1"))) {
            case Heard.Nothing(var failure) -> failed(failure);
            case Answer answer
            when answer.isSuccess() ->
                switch (answer.json().path("status").asString("")) {
                    case "IN_QUEUE" -> new Submission.Pending(providerRequestId, SOON);
                    case "IN_PROGRESS" -> {
                        ProgressBars.last(lastLog(answer.json())).ifPresent(at -> progress.at(at, "processing"));
                        yield new Submission.Pending(providerRequestId, SOON);
                    }
                    case "COMPLETED" -> ended(job, path, answer.json(), providerRequestId);
                    default -> failed(new Failure.MalformedReply("fal answered with something that is no status."));
                };
            case Answer answer -> failed(FalErrors.ofQuestion(answer, job));
        };
    }

    private Submission ended(Job job, String path, JsonNode status, String id) throws InterruptedException {
        return switch (api.ask(job.account(), Call.get(path))) {
            case Heard.Nothing(var failure) -> failed(failure);
            // The queue knows of the end a little earlier than whoever holds the output.
            case Answer answer
            when answer.status() == 400
                    && answer.json().path("detail").asString("").contains("still in progress") ->
                new Submission.Pending(id, SOON);
            case Answer answer -> results.read(job, status, answer);
        };
    }

    private static String lastLog(JsonNode status) {
        var logs = status.path("logs");
        return logs.path(logs.size() - 1).path("message").asString("");
    }

    @Override
    public void cancel(Job job, String providerRequestId) throws InterruptedException {
        var model = FalModel.of(job.providerModel());
        if (model.isPresent() && ProviderIds.isOne(providerRequestId)) {
            String path = model.get().request(Call.segment(providerRequestId)) + "/cancel";
            var _ = api.ask(job.account(), Call.put(path));
        }
    }

    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return files.tryAccount(account);
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
