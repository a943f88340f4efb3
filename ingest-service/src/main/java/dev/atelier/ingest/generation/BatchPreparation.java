package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.BatchItem;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchRequested;
import dev.atelier.ingest.generation.InputClaims.Claimed;
import dev.atelier.ingest.generation.NewBatch.Wanted;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.trace.Traces;
import dev.atelier.schemas.GenerationIds;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Checks the batch that a client asks for, each of its inputs like that of a generation, and makes the records of it. Admission
 * checks each generation again: not all producers pass here, and models change.
 */
public final class BatchPreparation {
    private final ModelCatalogue models;
    private final Predicate<String> styles;
    private final InputRules rules = new InputRules();
    private final ObjectStore objects;
    private final InputSources sources;
    private final CallbackRules callbacks;
    private final InstantSource clock;

    public BatchPreparation(Preparation.Known known, ObjectStore objects, InstantSource clock) {
        this.models = known.models();
        this.styles = known.styles();
        this.sources = known.files();
        this.objects = requireNonNull(objects);
        this.callbacks = known.callbacks();
        this.clock = requireNonNull(clock);
    }

    /**
     * The records of {@code wanted}; refused when a rule is broken. Nothing is stored or sent yet, but for files that it names
     * by URLs.
     */
    PreparedBatch prepare(Caller caller, NewBatch wanted, Optional<String> idempotencyKey) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<String> key = RequestRules.idempotencyKey(idempotencyKey);
        var files = new InputFiles(sources, new InputSources.Scope(caller.project(), key));
        Claimed common = InputClaims.claim(caller.project(), files.named(wanted.input(), "input"));
        var checks = new BatchChecks(models, rules, caller, wanted, common);
        var inputs = new BatchClaims(caller.project(), styles, checks, files);
        var request = builder(caller, wanted, now)
                .setBatchId(key.map(given -> GenerationIds.deriveBatch(caller.project(), given))
                        .orElseGet(() -> GenerationIds.create(now)))
                .setStyle(RequestRules.style(wanted.style(), styles).orElse(null))
                .setIdempotencyKey(key.orElse(null));
        var claims = new ArrayList<>(common.claims());
        return switch (wanted.wanted()) {
            case Wanted.Matrix(var values) -> {
                var axes = inputs.axes(values);
                claims.addAll(inputs.claims());
                request.setMatrix(axes).setTotal(BatchChecks.total(axes)).setInput(inputs.common(common.input()));
                yield new PreparedBatch(fingerprinted(request, List.of()), List.of(), claims);
            }
            case Wanted.Items(var list) -> {
                List<BatchItem> items = inputs.items(list);
                claims.addAll(inputs.claims());
                request.setUploadId(UUID.randomUUID().toString())
                        .setTotal(items.size())
                        .setInput(inputs.common(common.input()));
                BatchRequested done = fingerprinted(request, items);
                yield new PreparedBatch(done, parts(done, items), claims);
            }
        };
    }

    /** Stores the inputs that the records refer to. */
    void storeInputs(PreparedBatch prepared) {
        InputClaims.store(prepared.claims(), objects);
    }

    private BatchRequested.Builder builder(Caller caller, NewBatch wanted, Instant now) {
        Conditions conditions = wanted.conditions();
        Optional<Callback> callback = callbacks.check(wanted.callback());
        return BatchRequested.newBuilder()
                .setProject(caller.project())
                .setModel(wanted.model().orElse(null))
                .setCapability(wanted.capability().orElse(null))
                .setRatePerSecond(RequestRules.rate(wanted.rate()).orElse(null))
                .setTags(RequestRules.tags(wanted.tags()))
                .setPriority(RequestRules.priorityLevel(conditions.level()))
                .setStartBy(RequestRules.startDeadline(conditions.startDeadline(), now)
                        .orElse(null))
                .setDeadline(RequestRules.deadline(conditions.deadline(), now).orElse(null))
                .setMaxAttempts(
                        RequestRules.maxAttempts(conditions.maxAttempts()).orElse(null))
                .setWebhook(callback.map(Callback::url).orElse(null))
                .setWebhookEvents(callback.map(Callback::events).orElse(List.of()))
                .setPattern(wanted.pattern().orElse(null))
                .setApiKeyId(caller.keyId())
                .setTrace(Traces.current().orElse(null))
                .setRequestedAt(now);
    }

    private static BatchRequested fingerprinted(BatchRequested.Builder request, List<BatchItem> items) {
        return request.setFingerprint(BatchFingerprint.of(request.build(), items))
                .build();
    }

    /** As few records as hold {@code items}. */
    private static List<BatchItems> parts(BatchRequested request, List<BatchItem> items) {
        List<BatchItems> parts = new ArrayList<>();
        for (List<BatchItem> part : BatchChecks.parts(items)) {
            parts.add(new BatchItems(
                    request.getBatchId(),
                    request.getProject(),
                    request.getUploadId().orElseThrow(),
                    parts.size(),
                    part));
        }
        return parts;
    }
}
