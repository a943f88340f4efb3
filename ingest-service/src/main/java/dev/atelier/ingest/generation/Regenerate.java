package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.Submit.Submitted;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for what a generation asked for once more, under a new id and with changes. The new one is a generation like any
 * other, and has the old one, which need not be over, as its parent. Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class Regenerate {
    private final Finding generations;
    private final Submitting submissions;
    private final Function<String, List<String>> commonTags;

    /** Accepts a generation, or refuses; {@link Submit#submit}. */
    @FunctionalInterface
    interface Submitting {
        Submitted submit(Caller caller, NewGeneration wanted, Optional<String> idempotencyKey)
                throws InterruptedException;
    }

    /**
     * What is to be other than it was.
     *
     * @param model      the model's name; absent: the same
     * @param input      laid over the old input key by key, where null removes a key; absent: nothing changes
     * @param style      name of the style preset; empty text: none; absent: the same
     * @param tags       the client's own labels; absent: the same
     * @param conditions how the new one is to be run; those of the old one do not count
     * @param callback   where to post what becomes of the new one
     */
    public record Changes(
            Optional<String> model,
            Optional<ObjectNode> input,
            Optional<String> style,
            Optional<List<String>> tags,
            Conditions conditions,
            Optional<Callback> callback) {}

    public Regenerate(Read read, Submit submit, ModelCatalogue models) {
        this(read::get, submit::submit, models::tagsOf);
    }

    Regenerate(Finding generations, Submitting submissions, Function<String, List<String>> commonTags) {
        this.generations = requireNonNull(generations);
        this.submissions = requireNonNull(submissions);
        this.commonTags = requireNonNull(commonTags);
    }

    /**
     * Submits what generation {@code id} of the caller's project asked for, with {@code changes}. Refused when there is no
     * such generation, and wherever {@link Submit#submit} refuses.
     */
    public Submitted regenerate(Caller caller, String id, Changes changes, Optional<String> idempotencyKey)
            throws InterruptedException {
        Generation old = generations.get(caller.project(), id);
        return submissions.submit(caller, again(old, changes), idempotencyKey);
    }

    private NewGeneration again(Generation old, Changes changes) {
        var again = new Again(old, changes);
        return new NewGeneration(
                again.model(),
                again.capability(),
                again.input(),
                again.style(),
                again.tags(commonTags.apply(old.project())),
                changes.conditions(),
                changes.callback(),
                Optional.of(old.id()),
                again.pattern());
    }
}
