package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationAmended;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Wanted;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;

/**
 * Changes what is kept of a generation: its labels, or that it is kept at all. It is said once all in-sync replicas of the log
 * know of it, and shows a fraction of a second later, once the live view or the sink has read it. Blocks, so run it on a virtual thread.
 * Thread-safe.
 */
public final class Amend {
    private final Finding generations;
    private final Requests requests;
    private final InstantSource clock;

    public Amend(Read read, Requests requests, InstantSource clock) {
        this(read::get, requests, clock);
    }

    Amend(Finding generations, Requests requests, InstantSource clock) {
        this.generations = requireNonNull(generations);
        this.requests = requireNonNull(requests);
        this.clock = requireNonNull(clock);
    }

    /** Which labels are to be there, and which no more. What is in both is there. */
    public record Labels(List<String> add, List<String> remove) {
        public Labels {
            add = RequestRules.tags("add", add);
            // Other producers, and projects, may have put there what a client of ours may not.
            remove = remove.stream()
                    .distinct()
                    .filter(Predicate.not(add::contains))
                    .toList();
        }

        private List<String> over(List<String> present) {
            return Wanted.labels(present, add, remove);
        }
    }

    /**
     * The labels of generation {@code id} of the caller's project after {@code change}, as far as others are known here; refused
     * when there is no such one. Of changes at the same time none is lost: the log says what each of them adds and removes.
     */
    public List<String> tag(Caller caller, String id, Labels change) throws InterruptedException {
        Generation generation = generations.get(caller.project(), id);
        List<String> before = generation.wanted().tags();
        List<String> now = change.over(before);
        RequestRules.checkGrowth(before.size(), now.size());
        requests.send(event(caller, generation)
                .setAddedTags(change.add())
                .setRemovedTags(change.remove())
                .build());
        return now;
    }

    /**
     * Forgets generation {@code id} of the caller's project, which must be over. What was made stays in the object store, since
     * another generation may have made the same; nobody finds it by this id any more.
     */
    public void delete(Caller caller, String id) throws InterruptedException {
        Generation generation = generations.get(caller.project(), id);
        if (!generation.status().isFinal()) {
            throw new RefusedException(new NotNow("The generation is not over yet: cancel it first."));
        }
        requests.send(event(caller, generation).setDeleted(true).build());
    }

    private GenerationAmended.Builder event(Caller caller, Generation generation) {
        return GenerationAmended.newBuilder()
                .setGenerationId(generation.id())
                .setProject(generation.project())
                .setRequestedAt(generation.requestedAt())
                .setApiKeyId(caller.keyId())
                .setAmendedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
