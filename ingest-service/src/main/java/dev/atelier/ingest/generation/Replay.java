package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.generation.ListGenerations.Query;
import dev.atelier.ingest.generation.NewBatch.Item;
import dev.atelier.ingest.generation.NewBatch.Wanted.Items;
import dev.atelier.ingest.generation.Regenerate.Changes;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Batch;
import dev.atelier.ingest.store.Filter;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.GenerationRows.Page;
import dev.atelier.platform.catalogue.BatchInputs;
import dev.atelier.platform.catalogue.PriceBook;
import dev.atelier.platform.catalogue.TargetInput;
import dev.atelier.platform.json.Json;
import dev.atelier.schemas.GenerationIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks once more for what many generations asked for, as one batch: those of a project that are over and that a filter lets
 * through, oldest first. Each new one has its old one as its parent. Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class Replay {
    private final ListGenerations list;
    private final ModelCatalogue models;
    private final SubmitBatch submissions;
    private final ReadBatches batches;

    public Replay(ListGenerations list, ModelCatalogue models, SubmitBatch submissions, ReadBatches batches) {
        this.list = requireNonNull(list);
        this.models = requireNonNull(models);
        this.submissions = requireNonNull(submissions);
        this.batches = requireNonNull(batches);
    }

    /**
     * What is asked for.
     *
     * @param query   which generations; its cursor and limit do not count
     * @param changes what is to be other than it was; callbacks do not count
     * @param rate    most that are begun a second; absent: as fast as those before them end
     */
    public record Wanted(Query query, Changes changes, Optional<Double> rate) {}

    /**
     * What it would be.
     *
     * @param count      how many generations
     * @param costMicros what they cost by the price book, each where its model runs first, in millionths
     * @param unpriced   how many of them have no known price and are not in that sum
     */
    public record Estimate(int count, long costMicros, int unpriced) {}

    /** What {@code wanted} would be; nothing is asked for. */
    public Estimate estimate(Caller caller, Wanted wanted) {
        List<Item> items = items(caller, wanted);
        List<Optional<Long>> prices =
                items.stream().map(item -> price(caller, item)).toList();
        long known = prices.stream()
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .sum();
        int unpriced = Math.toIntExact(prices.stream().filter(Optional::isEmpty).count());
        return new Estimate(items.size(), known, unpriced);
    }

    /**
     * Asks for it, or answers what was asked for under {@code idempotencyKey} before, whatever the filter would let through
     * now. Refused when there is nothing, or more than a batch may have, and wherever {@link SubmitBatch#submit} refuses.
     */
    public Batch run(Caller caller, Wanted wanted, Optional<String> idempotencyKey) throws InterruptedException {
        Optional<Batch> before = RequestRules.idempotencyKey(idempotencyKey)
                .flatMap(key -> batches.find(caller.project(), GenerationIds.deriveBatch(caller.project(), key)));
        if (before.isPresent()) {
            return before.get();
        }
        List<Item> items = items(caller, wanted);
        if (items.isEmpty()) {
            throw RefusedException.invalid(
                    "filter", "filter must let something through, but nothing that is over fits it");
        }
        var batch = new NewBatch(
                Optional.empty(),
                Optional.empty(),
                Json.MAPPER.createObjectNode(),
                Optional.empty(),
                new Items(items),
                List.of(),
                wanted.changes().conditions(),
                wanted.rate(),
                Optional.empty());
        return submissions.submit(caller, batch, idempotencyKey);
    }

    private List<Item> items(Caller caller, Wanted wanted) {
        List<String> common = models.tagsOf(caller.project());
        return found(caller.project(), wanted.query()).stream()
                .map(old -> item(old, new Again(old, wanted.changes()), common))
                .toList();
    }

    private static Item item(Generation old, Again again, List<String> common) {
        return new Item(
                again.input(),
                again.model(),
                again.capability(),
                again.style(),
                Optional.of(old.id()),
                again.tags(common),
                again.pattern());
    }

    /** Oldest first. */
    private List<Generation> found(String project, Query query) {
        List<Generation> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = list.list(project, new Query(query.filter(), query.before(), cursor, ListGenerations.MOST));
            page.generations().stream()
                    .filter(generation -> generation.status().isFinal())
                    .forEach(found::add);
            checkCount(found.size(), query.filter());
            cursor = page.next().map(Cursor::encode);
        } while (cursor.isPresent());
        return found.reversed();
    }

    private static void checkCount(int count, Filter filter) {
        if (count > BatchInputs.MOST) {
            throw RefusedException.invalid(
                    filter.after().isPresent() ? "filter.before" : "filter.after",
                    "filter must let at most %d generations through; a shorter time makes it fewer"
                            .formatted(BatchInputs.MOST));
        }
    }

    private Optional<Long> price(Caller caller, Item item) {
        ModelDefined model = models.resolve(caller, item.model());
        return model.getTargets().stream()
                .findFirst()
                .flatMap(target -> PriceBook.price(target.getPrices(), TargetInput.of(target, item.input())));
    }
}
