package org.example.easel;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Attachments;
import dev.atelier.connectors.vendor.Attachments.Attached;
import dev.atelier.connectors.vendor.Authorization;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.ProviderIds;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Easel's API. It knows no idempotency key, so a lost answer to a submit stays uncertain. */
final class EaselProvider implements Provider {
    private static final Duration TO_SUBMIT = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(500);

    private final VendorApi api;
    private final Paintings paintings;
    private final String varnish;

    EaselProvider(ProviderContext context, AccountRules rules, String varnish) {
        api = new VendorApi(context, rules, Authorization.scheme("Bearer"));
        paintings = new Paintings(api);
        this.varnish = varnish;
    }

    @Override
    public String name() {
        return EaselFactory.NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.TEXT_TO_IMAGE, Capability.IMAGE_TO_IMAGE);
    }

    /** It costs money, and Easel would paint twice. */
    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        return switch (Attachments.attach(job, (_, file) -> Attachments.asDataUri(file))) {
            case Attached.Missing(var failure) -> new Submission.Failed(failure);
            case Attached.Parameters(var input) ->
                switch (api.submit(job, order(job, input), TO_SUBMIT)) {
                    case Heard.Nothing(var failure) -> new Submission.Failed(failure);
                    case Answer answer when answer.isSuccess() -> begun(answer);
                    case Answer answer -> new Submission.Failed(EaselErrors.ofSubmit(answer, job));
                };
        };
    }

    private Call order(Job job, ObjectNode input) {
        return Call.post("/paintings", input.put("canvas", job.providerModel()).put("varnish", varnish));
    }

    private static Submission begun(Answer answer) {
        return ProviderIds.read(answer.json().path("id"))
                .<Submission>map(id -> new Submission.Pending(id, SOON))
                .orElseGet(() ->
                        new Submission.Failed(new Failure.MalformedReply("easel answered without the painting's id.")));
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        if (!ProviderIds.isOne(providerRequestId)) {
            return new Submission.Failed(new Failure.MalformedReply("This is no id of a painting."));
        }
        return switch (api.ask(job.account(), Call.get(path(providerRequestId)))) {
            case Heard.Nothing(var failure) -> new Submission.Failed(failure);
            case Answer answer
            when answer.isSuccess() -> paintings.read(job, providerRequestId, answer.json(), progress);
            case Answer answer -> new Submission.Failed(EaselErrors.ofQuestion(answer, job));
        };
    }

    @Override
    public void cancel(Job job, String providerRequestId) throws InterruptedException {
        if (ProviderIds.isOne(providerRequestId)) {
            var _ = api.ask(job.account(), Call.post(path(providerRequestId) + "/stop"));
        }
    }

    /** What an account has left costs nothing to ask. */
    @Override
    public Optional<Failure> tryAccount(String account) throws InterruptedException {
        return api.probe(account, Call.get("/balance"));
    }

    private static String path(String id) {
        return "/paintings/" + Call.segment(id);
    }
}
