package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchCancelRequested;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchRetryRequested;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.platform.failure.Failure;
import dev.atelier.schemas.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The batches of the projects of one task. Admits their generations little by little, as those before them end, and counts
 * each end once. Time is what its caller says.
 *
 * @see "docs/adr/0009-admit-a-batch-little-by-little.md"
 */
public final class Batches {
    /** Most that are judged in one go, so that nobody waits for longer than that takes: some milliseconds. */
    private static final int MOST_AT_ONCE = 64;

    private final Book book;
    private final Uploads uploads;
    private final Failed failed;
    private final Children children;
    private final Forgetting forgetting;
    private final Admitting admitting;
    /** Those that have room for more than could be judged in one go, in turn. */
    private final Set<BatchKey> hungry = new LinkedHashSet<>();
    /** Those that have room for more, and whose rate says not yet. */
    private final Map<BatchKey, Instant> resting = new HashMap<>();

    /** What admission does for a batch. */
    public interface Admitting {
        /** Judges a generation like any other; how it ended, when it did at once. */
        Optional<GenerationStatus> admit(GenerationRequested child);

        /** Has a generation stopped like any other. */
        void cancel(String project, String generationId);
    }

    /** {@code window} is how long a batch that is over is remembered, so that what failed can be tried again. */
    public Batches(
            ProcessorContext<?, ?> context, Duration window, Admitting admitting, Consumer<BatchStatus> listener) {
        this(BatchStores.of(context), window, admitting, listener);
    }

    Batches(BatchStores stores, Duration window, Admitting admitting, Consumer<BatchStatus> listener) {
        this.book = new Book(stores, window, listener);
        this.uploads = new Uploads(stores);
        this.failed = new Failed(stores.marks());
        this.children = new Children(uploads, failed);
        this.forgetting = new Forgetting(book, uploads, failed, new Expiry(stores.marks()), window);
        this.admitting = admitting;
    }

    /** The stores it works on. */
    public static Set<StoreBuilder<?>> stores(EventSerdes serdes) {
        return BatchStores.builders(serdes);
    }

    /** After a start: there may be room that nobody will tell of, and changes that nobody was told. */
    public void start(Instant now) {
        book.each((key, batch) -> {
            if (!batch.isOver()) {
                hungry.add(key);
                book.tellSoon(key, now);
            }
        });
    }

    /** When there is something to do, whatever is heard until then. */
    public Optional<Instant> next() {
        return hungry.isEmpty()
                ? Stream.concat(resting.values().stream(), book.next().stream()).min(Comparator.naturalOrder())
                : Optional.of(Instant.EPOCH);
    }

    /** Time has passed. One batch has its turn. */
    public void tick(Instant now) {
        List<BatchKey> rested = resting.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        rested.forEach(resting::remove);
        hungry.addAll(rested);
        hungry.stream().findFirst().ifPresent(key -> {
            hungry.remove(key);
            // It may have been canceled meanwhile.
            book.find(key).filter(Batch::hasRoom).ifPresent(batch -> keep(key, fill(key, batch, now), now));
        });
        book.tick(now);
    }

    /** Somebody wants something of a batch. */
    public void heard(BatchOrder order, Instant now) {
        forgetting.tick(now);
        BatchKey key = BatchKey.of(order);
        switch (order.getOrder()) {
            case BatchItems part -> keep(key, part, now);
            case BatchRequested wanted -> requested(key, wanted, now);
            case BatchCancelRequested _ -> canceled(key, now);
            case BatchRetryRequested retry -> retried(key, retry.getRound(), now);
            default -> throw new IllegalArgumentException("BatchKey knows every order");
        }
    }

    /** {@code child} has ended. Counts once, and only while its batch has it active. */
    public void ended(GenerationRequested child, GenerationStatus how, long costMicros, Instant now) {
        if (child.getBatchId().isEmpty() || child.getBatchIndex().isEmpty()) {
            return;
        }
        var key = new BatchKey(child.getProject(), child.getBatchId().get());
        int index = child.getBatchIndex().get();
        book.find(key)
                .filter(batch -> batch.isActive(index))
                .filter(batch -> child.getGenerationId().equals(id(key, batch, index)))
                .ifPresent(batch -> {
                    Batch counted = count(key, batch.ended(index, how, costMicros, now), index, how);
                    boolean hasItsTurn = hungry.contains(key) || resting.containsKey(key);
                    keep(key, hasItsTurn ? counted : fill(key, counted, now), now);
                });
    }

    private void keep(BatchKey key, BatchItems part, Instant now) {
        if (book.find(key).isEmpty() && uploads.keep(part)) {
            forgetting.begun(key, part.getUploadId(), now);
        }
    }

    private void requested(BatchKey key, BatchRequested wanted, Instant now) {
        if (book.find(key).isPresent()) {
            return;
        }
        List<Integer> parts =
                wanted.getUploadId().map(upload -> uploads.parts(key, upload)).orElse(List.of());
        book.open(wanted);
        Optional<Failure> refusal = BatchRules.refusal(wanted, parts);
        if (refusal.isPresent()) {
            keep(key, Batch.refused(wanted.getTotal(), refusal.get(), now), now);
            return;
        }
        wanted.getUploadId().ifPresent(upload -> uploads.take(key, upload));
        keep(key, fill(key, Batch.of(wanted.getTotal(), parts), now), now);
    }

    private void canceled(BatchKey key, Instant now) {
        book.find(key).filter(batch -> !batch.isOver()).ifPresent(batch -> {
            keep(key, batch.canceled(now), now);
            batch.progress().getActive().forEach(index -> admitting.cancel(key.project(), id(key, batch, index)));
        });
    }

    private void retried(BatchKey key, int round, Instant now) {
        book.find(key)
                .filter(Batch::isOver)
                .filter(batch -> batch.progress().getRound() == round && batch.retryable() > 0)
                .ifPresent(batch -> keep(key, fill(key, batch.retried(), now), now));
    }

    private void keep(BatchKey key, Batch batch, Instant now) {
        book.keep(key, batch, now);
        if (batch.isOver()) {
            forgetting.ended(key, now);
        }
    }

    /** Admits as many as there is room for, or as its rate allows, or as may be judged in one go; the rest at a later turn. */
    private Batch fill(BatchKey key, Batch batch, Instant now) {
        Optional<Double> rate = book.wanted(key).getRatePerSecond();
        Batch filled = batch;
        for (int judged = 0;
                filled.hasRoom() && judged < MOST_AT_ONCE && !filled.admitFrom().isAfter(now);
                judged++) {
            OptionalInt index = children.next(key, filled);
            Batch admitted = admit(key, filled, index.orElseThrow(), now);
            filled = rate.map(most -> admitted.paced(most, now)).orElse(admitted);
        }
        if (filled.hasRoom() && filled.admitFrom().isAfter(now)) {
            resting.put(key, filled.admitFrom());
        } else if (filled.hasRoom()) {
            hungry.add(key);
        }
        return filled;
    }

    private Batch admit(BatchKey key, Batch batch, int index, Instant now) {
        GenerationRequested child = children.request(book.wanted(key), batch, index, now);
        Batch admitted = batch.admitted(index);
        return admitting
                .admit(child)
                .map(how -> count(key, admitted.ended(index, how, 0, now), index, how))
                .orElse(admitted);
    }

    /** Remembers what may be tried again. */
    private Batch count(BatchKey key, Batch ended, int index, GenerationStatus how) {
        switch (how) {
            case FAILED, EXPIRED, REJECTED, UNKNOWN ->
                failed.add(key, ended.progress().getRound(), index);
            case SUCCEEDED, CANCELED -> {}
        }
        return ended;
    }

    private static String id(BatchKey key, Batch batch, int index) {
        return Children.id(key, batch.progress().getRound(), index);
    }
}
