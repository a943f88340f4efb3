package dev.atelier.dispatch.batch;

import dev.atelier.dispatch.BatchOrders;
import dev.atelier.dispatch.scheduling.MemoryStore;
import dev.atelier.event.BatchCounts;
import dev.atelier.event.BatchItems;
import dev.atelier.event.BatchProgress;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.BatchState;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** One random history of a batch among admission, its generations and those who want things of it; dispatch restarts in it. */
final class BatchLife implements Batches.Admitting {
    private static final String NAME = "b";
    private static final List<GenerationStatus> ENDS = List.of(
            GenerationStatus.SUCCEEDED,
            GenerationStatus.SUCCEEDED,
            GenerationStatus.FAILED,
            GenerationStatus.EXPIRED,
            GenerationStatus.CANCELED,
            GenerationStatus.REJECTED);
    private static final int STEPS = 400;
    private static final long COST = 7;

    private final SplittableRandom random;
    private final int total;
    private final BatchStores stores = new BatchStores(
            new MemoryStore<BatchRequested>(),
            new MemoryStore<BatchProgress>(),
            new MemoryStore<BatchItems>(),
            new MemoryStore<String>());
    private final Map<String, GenerationRequested> running = new HashMap<>();
    private final List<GenerationRequested> ended = new ArrayList<>();
    private final Set<String> admitted = new HashSet<>();
    private final List<BatchStatus> told = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();
    private long cost;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private Batches batches;

    BatchLife(long seed) {
        random = new SplittableRandom(seed);
        total = 1 + random.nextInt(random.nextBoolean() ? 20 : 600);
        batches = begin();
    }

    /** What did not hold. */
    Set<String> play() {
        ask();
        for (int step = 0; step < STEPS; step++) {
            step();
            batch().ifPresent(this::check);
        }
        settle();
        return broken;
    }

    @Override
    public Optional<GenerationStatus> admit(GenerationRequested child) {
        require("each is admitted once", admitted.add(child.getGenerationId()));
        if (random.nextInt(10) == 0) {
            return Optional.of(GenerationStatus.REJECTED);
        }
        running.put(child.getGenerationId(), child);
        return Optional.empty();
    }

    @Override
    public void cancel(String project, String generationId) {
        require("only what runs is canceled", running.containsKey(generationId));
    }

    private Batches begin() {
        var begun = new Batches(stores, Duration.ofDays(7), this, this::heard);
        begun.start(now);
        return begun;
    }

    private void ask() {
        if (random.nextBoolean()) {
            batches.heard(BatchOrders.seeds(NAME, total), now);
            return;
        }
        int number = 0;
        for (int sent = 0; sent < total; number++) {
            int size = Math.min(total - sent, 1 + random.nextInt(50));
            String[] inputs = new String[size];
            Arrays.fill(inputs, "{\"seed\":1}");
            batches.heard(BatchOrders.part(NAME, number, inputs), now);
            sent += size;
        }
        batches.heard(BatchOrders.list(NAME, total), now);
    }

    private void step() {
        switch (random.nextInt(40)) {
            case 0 -> batches.heard(BatchOrders.cancel(NAME), now);
            case 1, 2 -> batches.heard(BatchOrders.retry(NAME, round()), now);
            case 3 -> batches = begin();
            case 4 -> batches.heard(BatchOrders.seeds(NAME, total), now);
            case 5, 6 -> sayAgain();
            case 7, 8, 9, 10 -> pass(Duration.ofMillis(random.nextInt(400)));
            default -> endSome();
        }
    }

    private void endSome() {
        for (int i = random.nextInt(1, 10); i > 0 && !running.isEmpty(); i--) {
            GenerationRequested child = running.values().stream()
                    .skip(random.nextInt(running.size()))
                    .findFirst()
                    .orElseThrow();
            running.remove(child.getGenerationId());
            end(child, ENDS.get(random.nextInt(ENDS.size())));
        }
    }

    private void end(GenerationRequested child, GenerationStatus how) {
        ended.add(child);
        cost += COST;
        batches.ended(child, how, COST, now);
    }

    /** A word that was heard already. */
    private void sayAgain() {
        if (!ended.isEmpty()) {
            batches.ended(ended.get(random.nextInt(ended.size())), GenerationStatus.FAILED, COST, now);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        if (batches.next().filter(next -> !next.isAfter(now)).isPresent()) {
            batches.tick(now);
        }
    }

    /** Everything ends well from here on. */
    private void settle() {
        for (int turn = 0; turn < 2 * STEPS && !batch().orElseThrow().isOver(); turn++) {
            List.copyOf(running.values()).forEach(child -> {
                running.remove(child.getGenerationId());
                end(child, GenerationStatus.SUCCEEDED);
            });
            pass(Duration.ofMillis(20));
        }
        Batch batch = batch().orElseThrow();
        require("it comes to its end", batch.isOver() && running.isEmpty());
        require("its end is told", told.getLast().getState() == batch.state() && isOver(told.getLast()));
        require("it cost what its generations did", batch.progress().getCostMicros() == cost);
    }

    private void heard(BatchStatus status) {
        require("nothing is lost", sum(status) == total);
        if (!told.isEmpty()) {
            BatchStatus last = told.getLast();
            require("each word is newer", status.getRevision() == last.getRevision() + 1);
            require("nothing follows the end but another round", !isOver(last) || status.getRound() > last.getRound());
        }
        require("an end has its time", isOver(status) == status.getEndedAt().isPresent());
        told.add(status);
    }

    private void check(Batch batch) {
        BatchProgress progress = batch.progress();
        require("its share is bounded", progress.getActive().size() <= Batch.MOST_ACTIVE);
        require("what is active runs", progress.getActive().size() == running.size());
        require(
                "it has its share, or will look for it",
                !batch.hasRoom() || batches.next().isPresent());
        require(
                "what waits and runs and ended is all",
                progress.getWaiting() + progress.getActive().size() + sum(progress.getCounts()) == total);
    }

    private Optional<Batch> batch() {
        return Optional.ofNullable(stores.progress().get(new BatchKey("demo", BatchOrders.id(NAME)).text()))
                .map(Batch::new);
    }

    private int round() {
        return batch().map(batch -> batch.progress().getRound()).orElse(0);
    }

    private void require(String promise, boolean holds) {
        if (!holds) {
            broken.add(promise);
        }
    }

    private static boolean isOver(BatchStatus status) {
        return status.getState() != BatchState.RUNNING && status.getState() != BatchState.CANCELING;
    }

    private static int sum(BatchStatus status) {
        return status.getWaiting() + status.getActive() + sum(status.getCounts());
    }

    private static int sum(BatchCounts counts) {
        return counts.getSucceeded()
                + counts.getFailed()
                + counts.getCanceled()
                + counts.getExpired()
                + counts.getRejected();
    }
}
