package dev.atelier.ingest.pattern;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Lane;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.OnLimit;
import dev.atelier.event.PatternReference;
import dev.atelier.ingest.generation.Callback;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.NewGeneration;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.Refusal.IdempotencyConflict;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.Submit;
import dev.atelier.ingest.generation.SubmitBatch;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Wanted;
import dev.atelier.schemas.GenerationIds;
import java.util.List;
import java.util.Optional;

/**
 * Has pictures read by a pattern: each is a generation like any other, or one of a batch. What was first asked for under an
 * idempotency key keeps the version that it was asked for by, whatever has been published since. Blocks, so run it on a
 * virtual thread. Thread-safe.
 */
public final class Ingest {
    /** Carried by what tries a version. */
    public static final String TRIAL = "pattern-trial";

    private static final Conditions MANY = new Conditions(
            Lane.BATCH, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OnLimit.QUEUE);

    private final Patterns patterns;
    private final ExtractionModels models;
    private final Submit submit;
    private final SubmitBatch batches;
    private final Read read;

    public Ingest(Patterns patterns, ExtractionModels models, Submit submit, SubmitBatch batches, Read read) {
        this.patterns = requireNonNull(patterns);
        this.models = requireNonNull(models);
        this.submit = requireNonNull(submit);
        this.batches = requireNonNull(batches);
        this.read = requireNonNull(read);
    }

    /**
     * One picture.
     *
     * @param tags     the client's own labels
     * @param callback where to post what becomes of it
     */
    public record One(Picture picture, List<String> tags, Optional<Callback> callback) {
        public One {
            tags = List.copyOf(tags);
        }
    }

    /**
     * Up to 10,000 pictures.
     *
     * @param tags the client's own labels of each
     * @param rate most that are begun a second; absent: as fast as those before them end
     */
    public record Many(List<Picture> pictures, List<String> tags, Optional<Double> rate) {
        public Many {
            pictures = List.copyOf(pictures);
            tags = List.copyOf(tags);
        }
    }

    /** Refuses when {@code caller}'s project has no pattern {@code id}: that goes before whatever is wanted of it. */
    public void check(Caller caller, String id) {
        var _ = patterns.get(caller.project(), id);
    }

    /** Has {@code one} read by the published version of pattern {@code id}. */
    public Generation ingest(Caller caller, String id, One one, Optional<String> idempotencyKey)
            throws InterruptedException {
        Optional<Generation> before =
                idempotencyKey.flatMap(key -> read.look(caller.project(), GenerationIds.derive(caller.project(), key))
                        .ifThere());
        if (before.isEmpty()) {
            Pattern pattern = active(caller, id);
            return ask(caller, pattern, version(pattern, Optional.empty()), one, idempotencyKey);
        }
        // What was asked for once stays what it was, whatever became of the pattern, its versions and the models since.
        Pattern pattern = patterns.get(caller.project(), id);
        Wanted first = before.get().wanted();
        if (first.pattern()
                .map(PatternReference::getPatternId)
                .filter(id::equals)
                .isEmpty()) {
            throw new RefusedException(
                    new IdempotencyConflict("This Idempotency-Key was used for another request: the pattern differs."));
        }
        ModelDefined model = models.of(caller, first.model());
        return ask(
                caller,
                new Question(model, version(pattern, before), first.pattern().get()),
                one,
                idempotencyKey);
    }

    /** Has {@code one} read by version {@code number} of pattern {@code id}, published or not; absent: by the latest. */
    public Generation attempt(Caller caller, String id, Optional<Integer> number, One one) throws InterruptedException {
        Pattern pattern = patterns.get(caller.project(), id);
        Version version = number.isPresent() ? patterns.get(caller.project(), id, number.get()) : pattern.latest();
        return ask(caller, pattern, version, one, Optional.empty());
    }

    /** Has {@code many} read by the published version of pattern {@code id}, all by the same. */
    public Batch ingest(Caller caller, String id, Many many, Optional<String> idempotencyKey)
            throws InterruptedException {
        Pattern pattern = active(caller, id);
        Version version = version(pattern, idempotencyKey.flatMap(key -> firstOf(caller.project(), key)));
        var batch = question(caller, pattern, version).of(many.pictures(), many.tags(), MANY, many.rate());
        return batches.submit(caller, batch, idempotencyKey);
    }

    private Generation ask(Caller caller, Pattern pattern, Version version, One one, Optional<String> idempotencyKey)
            throws InterruptedException {
        return ask(caller, question(caller, pattern, version), one, idempotencyKey);
    }

    private Generation ask(Caller caller, Question question, One one, Optional<String> idempotencyKey)
            throws InterruptedException {
        NewGeneration wanted = question.of(one.picture(), one.tags());
        NewGeneration told = one.callback().map(wanted::telling).orElse(wanted);
        return submit.submit(caller, told, idempotencyKey).generation();
    }

    private Question question(Caller caller, Pattern pattern, Version version) {
        return new Question(models.of(caller, version.definition().model()), version, version.reference(pattern.id()));
    }

    /** To whoever has pictures read, a pattern that is switched off is none. */
    private Pattern active(Caller caller, String id) {
        Pattern pattern = patterns.get(caller.project(), id);
        if (!pattern.active()) {
            throw new RefusedException(
                    new NotFound("There is no active pattern with this id: is_active of this one is false."));
        }
        return pattern;
    }

    private static Version version(Pattern pattern, Optional<Generation> before) {
        return before.flatMap(first -> first.wanted().pattern())
                .filter(first -> first.getPatternId().equals(pattern.id()))
                .map(PatternReference::getVersion)
                .flatMap(pattern::version)
                .or(pattern::current)
                .orElseThrow(() -> new RefusedException(
                        new NotNow("No version of the pattern is published yet. Publish one, or try it.")));
    }

    /** The first generation of the batch that the project asked for under {@code key}, once it is admitted. */
    private Optional<Generation> firstOf(String project, String key) {
        String batch = GenerationIds.deriveBatch(project, key);
        return read.look(project, GenerationIds.deriveChild(project, batch, 0, 0))
                .ifThere();
    }
}
