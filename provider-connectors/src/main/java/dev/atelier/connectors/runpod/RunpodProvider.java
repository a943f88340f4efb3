package dev.atelier.connectors.runpod;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Capabilities;
import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Attachments;
import dev.atelier.connectors.vendor.Attachments.Attached;
import dev.atelier.connectors.vendor.Attachments.Carried;
import dev.atelier.connectors.vendor.Authorization;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Extracting;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.ProviderIds;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** RunPod's queue of one endpoint, which is the provider's model. It knows no idempotency key. */
final class RunpodProvider implements Provider {
    private static final Duration TO_SUBMIT = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(500);
    /** RunPod refuses larger requests to {@code /run}. */
    private static final int LARGEST_REQUEST = 10_000_000;

    private static final MediaType JSON = MediaType.get("application/json");
    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    /** Workers that want a file without a data URI around it say so in the parameter's name. */
    private static final Pattern BARE = Pattern.compile(".*(?:base64|b64)(?:\\[\\d+])?");

    private final VendorApi api;
    private final RunpodJobs jobs;
    private final RunpodSettings settings;

    RunpodProvider(ProviderContext context, AccountRules rules, RunpodSettings settings) {
        api = new VendorApi(context, rules, Authorization.scheme("Bearer"));
        jobs = new RunpodJobs(api);
        this.settings = settings;
    }

    @Override
    public String name() {
        return RunpodFactory.NAME;
    }

    /** Whatever its workers can; what one of them can is said where the model is defined. */
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
        if (!ENDPOINT.matcher(job.providerModel()).matches()) {
            return failed(new Failure.ModelNotFound("runpod can have no endpoint of this id."));
        }
        return switch (Attachments.attach(Extracting.inWords(job), RunpodProvider::carry)) {
            case Attached.Missing(var failure) -> failed(failure);
            case Attached.Parameters(var input) -> send(job, Json.MAPPER.writeValueAsBytes(request(job, input)));
        };
    }

    private static Carried carry(String field, Read file) {
        return BARE.matcher(field).matches()
                ? new Carried.As(Base64.getEncoder().encodeToString(file.content()))
                : Attachments.asDataUri(file);
    }

    private ObjectNode request(Job job, ObjectNode input) {
        var request = JsonNodeFactory.instance.objectNode();
        request.set("input", input);
        api.callbackUrl(job).ifPresent(url -> request.put("webhook", url));
        settings.executionTimeout()
                .ifPresent(time -> request.putObject("policy").put("executionTimeout", time.toMillis()));
        return request;
    }

    private Submission send(Job job, byte[] request) throws InterruptedException {
        if (request.length > LARGEST_REQUEST) {
            return failed(new Failure.InvalidRequest(
                    "input must make a request of at most %d bytes, but it has %d; give large files by URL"
                            .formatted(LARGEST_REQUEST, request.length),
                    Optional.of("input")));
        }
        var call = Call.post(path(job, "run"), RequestBody.create(request, JSON));
        return switch (api.submit(job, call, TO_SUBMIT)) {
            case Heard.Nothing(var failure) -> failed(failure);
            case Answer answer when answer.isSuccess() -> begun(answer);
            case Answer answer -> failed(RunpodErrors.ofSubmit(answer, job));
        };
    }

    private static Submission begun(Answer answer) {
        return ProviderIds.read(answer.json().path("id"))
                .<Submission>map(id -> new Submission.Pending(id, SOON))
                .orElseGet(() -> failed(new Failure.MalformedReply("runpod answered without the job's id.")));
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        if (!isOurs(job, providerRequestId)) {
            return failed(new Failure.MalformedReply("This is no id of a job."));
        }
        return switch (api.ask(job.account(), Call.get(path(job, "status", providerRequestId)))) {
            case Heard.Nothing(var failure) -> failed(failure);
            case Answer answer when answer.isSuccess() -> jobs.read(job, providerRequestId, answer.json(), progress);
            case Answer answer -> failed(RunpodErrors.ofQuestion(answer, job));
        };
    }

    @Override
    public void cancel(Job job, String providerRequestId) throws InterruptedException {
        if (isOurs(job, providerRequestId)) {
            var _ = api.ask(job.account(), Call.post(path(job, "cancel", providerRequestId)));
        }
    }

    /** Each call is about an endpoint, so without one there is nothing to try a key with. */
    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return settings.probeEndpoint().isPresent()
                ? api.probe(
                        account,
                        Call.get("/" + Call.segment(settings.probeEndpoint().get()) + "/health"))
                : Optional.of(new Failure.Unavailable(
                        "runpod tries credentials by an endpoint, and settings.probe-endpoint names none."));
    }

    private static boolean isOurs(Job job, String id) {
        return ENDPOINT.matcher(job.providerModel()).matches() && ProviderIds.isOne(id);
    }

    private static String path(Job job, String verb) {
        return "/%s/%s".formatted(job.providerModel(), verb);
    }

    private static String path(Job job, String verb, String id) {
        return "%s/%s".formatted(path(job, verb), Call.segment(id));
    }

    private static Submission failed(Failure failure) {
        return new Submission.Failed(failure);
    }
}
