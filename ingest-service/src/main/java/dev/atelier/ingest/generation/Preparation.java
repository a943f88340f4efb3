package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.generation.InputClaims.Claimed;
import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.trace.Traces;
import dev.atelier.schemas.GenerationIds;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Checks what a client asks for and makes the record of it. Admission checks it again: not all producers pass here. */
public final class Preparation {
    private final ModelCatalogue models;
    private final Predicate<String> styles;
    private final InputRules rules;
    private final ObjectStore objects;
    private final InputSources sources;
    private final Read read;
    private final CallbackRules callbacks;
    private final InstantSource clock;

    /**
     * What requests may name.
     *
     * @param styles tells whether there is a style preset of a name
     * @param files  where the files come from that inputs name
     * @param callbacks where a request may have its end posted
     */
    public record Known(ModelCatalogue models, Predicate<String> styles, InputSources files, CallbackRules callbacks) {}

    public Preparation(Known known, ObjectStore objects, Read read, InstantSource clock) {
        this.models = known.models();
        this.styles = known.styles();
        this.sources = known.files();
        this.rules = new InputRules();
        this.objects = requireNonNull(objects);
        this.read = requireNonNull(read);
        this.callbacks = known.callbacks();
        this.clock = requireNonNull(clock);
    }

    /**
     * The record of {@code wanted}; refused when a rule is broken. Nothing is stored or sent yet, but for files that it names
     * by URLs.
     */
    Prepared prepare(Caller caller, NewGeneration wanted, Optional<String> idempotencyKey) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<String> key = RequestRules.idempotencyKey(idempotencyKey);
        var files = new InputFiles(sources, new InputSources.Scope(caller.project(), key));
        Checked checked = check(caller, wanted, models.toRun(caller, wanted.model()), files);
        ObjectNode input = files.fetched(
                checked.model().getInputSchema(), checked.claimed().input(), "input");
        var request = request(caller, wanted, checked, now)
                .setGenerationId(key.map(given -> GenerationIds.derive(caller.project(), given))
                        .orElseGet(() -> GenerationIds.create(now)))
                .setInput(Json.MAPPER.writeValueAsString(input))
                .setIdempotencyKey(key.orElse(null))
                .build();
        return new Prepared(request, checked.claimed().claims());
    }

    /**
     * The record of {@code wanted} as it would be; refused when a rule is broken. Nothing is stored, sent or fetched, and a
     * model whose key is missing is as good as another.
     */
    public GenerationRequested sketch(Caller caller, NewGeneration wanted) throws InterruptedException {
        var files = new InputFiles(sources, new InputSources.Scope(caller.project(), Optional.empty()));
        Checked checked = check(caller, wanted, models.resolve(caller, wanted.model()), files);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return request(caller, wanted, checked, now)
                .setGenerationId(GenerationIds.create(now))
                .setInput(Json.MAPPER.writeValueAsString(checked.claimed().input()))
                .build();
    }

    /** What was found sound, and what it names. */
    private record Checked(ModelDefined model, Claimed claimed, Optional<Callback> callback) {}

    private Checked check(Caller caller, NewGeneration wanted, ModelDefined model, InputFiles files)
            throws InterruptedException {
        Claimed claimed = InputClaims.claim(caller.project(), files.named(wanted.input(), "input"));
        checkInput(model, claimed.input());
        checkParent(caller, wanted.parentId());
        return new Checked(model, claimed, callbacks.check(wanted.callback()));
    }

    private GenerationRequested.Builder request(Caller caller, NewGeneration wanted, Checked checked, Instant now) {
        Conditions conditions = wanted.conditions();
        Optional<Callback> callback = checked.callback();
        return GenerationRequested.newBuilder()
                .setProject(caller.project())
                .setModel(checked.model().getModel())
                .setCapability(ModelCatalogue.capability(checked.model(), wanted.capability()))
                .setStyle(RequestRules.style(wanted.style(), styles).orElse(null))
                .setTags(RequestRules.tags(wanted.tags()))
                .setLane(conditions.lane())
                .setPriority(RequestRules.priorityLevel(conditions.level()))
                .setStartBy(RequestRules.startDeadline(conditions.startDeadline(), now)
                        .orElse(null))
                .setDeadline(RequestRules.deadline(conditions.deadline(), now).orElse(null))
                .setMaxAttempts(
                        RequestRules.maxAttempts(conditions.maxAttempts()).orElse(null))
                .setOnLimit(conditions.onLimit())
                .setWebhook(callback.map(Callback::url).orElse(null))
                .setWebhookEvents(callback.map(Callback::events).orElse(List.of()))
                .setWebhookFormat(callback.flatMap(Callback::format).orElse(null))
                .setParentId(wanted.parentId().orElse(null))
                .setPattern(wanted.pattern().orElse(null))
                .setApiKeyId(caller.keyId())
                .setTrace(Traces.current().orElse(null))
                .setRequestedAt(now);
    }

    /** Stores the inputs that the record refers to. */
    void storeInputs(Prepared prepared) {
        InputClaims.store(prepared.claims(), objects);
    }

    private void checkInput(ModelDefined model, ObjectNode input) {
        rules.violation(model.getInputSchema(), input).ifPresent(violation -> {
            throw new RefusedException(new InvalidRequest(violation.detail(), violation.field()));
        });
    }

    private void checkParent(Caller caller, Optional<String> parentId) throws InterruptedException {
        if (parentId.isPresent() && read.find(caller.project(), parentId.get()).isEmpty()) {
            throw RefusedException.invalid("parentId", "parentId must be the id of a generation of the project");
        }
    }
}
