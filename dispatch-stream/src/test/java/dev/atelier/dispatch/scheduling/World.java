package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Effect;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationReturned;
import dev.atelier.event.JobReport;
import dev.atelier.event.OnLimit;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Scheduling with all that is around it: admission, the log of reports, config, workers, a vendor and the clock. The log is
 * read in its order and with any delay; what scheduling reminds itself of goes to its end.
 */
final class World {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final RetryPolicy RETRIES = new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(4));
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(10);
    /** Few, so that a purge takes several looks. */
    private static final int SWEPT_AT_ONCE = 3;
    /** Scheduling does not look more often. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final Duration LONGER_THAN_ANY_TIMER = Duration.ofMinutes(10);

    static {
        // Avro copies only records that it was told to trust, and whoever deals with ids has told it.
        boolean _ = GenerationIds.isValid("");
    }

    private final Setting setting;
    private final Consumer<Object> journal;
    private final Stores stores = MemoryStore.stores();
    private final Config config;
    private final Limited limited;
    private final Promises promises;
    private final Workers workers;
    private final Queue<JobReport> unread = new ArrayDeque<>();
    private final List<JobReport> said = new ArrayList<>();
    private final Queue<GenerationReturned> returned = new ArrayDeque<>();
    private final Set<String> canceled = new HashSet<>();
    private Scheduler scheduler;
    private Instant now = NOON;
    private long sequence;
    private long purges;

    /** {@code journal} gets to know what scheduling does. */
    World(Setting setting, Consumer<Object> journal) {
        this.setting = setting;
        this.journal = journal;
        config = new Config(setting, stores);
        var line = new Line(stores.line());
        limited = new Limited(config, line);
        promises = new Promises(setting, limited, line);
        workers = new Workers(new Vendor(setting.repeatable()), () -> now, this::say);
        scheduler = new Scheduler(stores, RETRIES, COMMIT_INTERVAL, SWEPT_AT_ONCE, (_, effect) -> happen(effect));
        start();
    }

    void apply(Operation operation) {
        switch (operation) {
            case Operation.Submit(var wish) -> submit(wish);
            case Operation.SubmitAgain(var which) -> known(which).ifPresent(this::submitAgain);
            case Operation.Cancel(var which) -> known(which).ifPresent(this::cancel);
            case Operation.Move(var which) -> known(which).ifPresent(this::move);
            case Operation.Pause(var what, var on) -> {
                config.pause(what, on);
                limited.defined(now);
            }
            case Operation.Purge(var fitting) -> purge(fitting);
            case Operation.Readmit() -> readmit();
            case Operation.Read(var reports) -> read(reports);
            case Operation.Pass(var time) -> pass(time);
            case Operation.Stall(var time) -> now = now.plus(time);
            case Operation.Tick() -> tick();
            case Operation.Restart() -> restart();
            case Operation.Define(var kind, var which, var limit) -> {
                config.define(kind, which, limit);
                limited.defined(now);
            }
            case Operation.Take(var job, var heard, var ahead) -> workers.take(job, heard, ahead);
            case Operation.Work(var run, var answer, var heard) -> workers.work(run, answer, heard);
            case Operation.Beat(var run) -> workers.beat(run);
            case Operation.Die(var run) -> workers.die(run);
            case Operation.HandOver(var run) -> workers.handOver(run);
            case Operation.HearStop(var stop) -> workers.hearStop(stop);
            case Operation.SayAgain(var report) -> sayAgain(report);
        }
    }

    /** All is well from now on, and in the end nothing is left to do. */
    void settle() {
        config.resumeAll();
        limited.defined(now);
        for (int rounds = 0; rounds < 1_000 && !isSettled(); rounds++) {
            readmit();
            workers.finishAll();
            read(unread.size());
            pass(Duration.ofMillis(500));
        }
        promises.everyoneEnds(stores);
        pass(LONGER_THAN_ANY_TIMER);
        BrokenPromise.unless(scheduler.next().isEmpty(), "who has nothing to do rests", scheduler.next());
    }

    private boolean isSettled() {
        return stores.running().approximateNumEntries() + stores.waiting().approximateNumEntries() == 0
                && returned.isEmpty()
                && workers.areIdle()
                && unread.isEmpty();
    }

    private void submit(Operation.Wish wish) {
        int model = Math.floorMod(wish.model(), setting.models());
        var request = GenerationRequested.newBuilder()
                .setGenerationId("g" + promises.generations().size())
                .setProject(Setting.project(Math.floorMod(wish.project(), setting.projects())))
                .setInput("{}")
                .setLane(wish.lane())
                .setPriority(wish.priority())
                .setOnLimit(wish.terms().orReject() ? OnLimit.REJECT : OnLimit.QUEUE)
                .setRequestedAt(now)
                .build();
        arrive(GenerationAdmitted.newBuilder()
                .setRequest(request)
                .setModel(Setting.model(model))
                .setCapability(Capability.TEXT_TO_IMAGE)
                .setTargets(config.targets(model))
                .setAdmittedAt(now)
                .setDeadline(wish.terms().within().map(now::plus).orElse(null))
                .setStartBy(wish.terms().startWithin().map(now::plus).orElse(null))
                .build());
    }

    private void arrive(GenerationAdmitted admitted) {
        promises.admitted(admitted, sequence);
        scheduler.arrived(admitted, sequence++, now);
        limited.heard();
    }

    /** What has ended, and what comes back, admission lets through no more. */
    private void submitAgain(String generation) {
        Life life = promises.life(generation);
        if (life.end.isEmpty() && !life.returned) {
            scheduler.arrived(life.admitted, sequence++, now);
            limited.heard();
        }
    }

    private void cancel(String generation) {
        if (canceled.add(generation)) {
            promises.canceled(generation);
            scheduler.canceled(generation, now);
            promises.stopsWhatIsCanceled(generation);
            limited.heard();
        }
    }

    /** What is not scheduling's, admission does not pass on. */
    private void move(String generation) {
        Life life = promises.life(generation);
        if (life.end.isEmpty() && !life.returned && !life.canceled) {
            promises.moved(generation, sequence);
            scheduler.moved(generation, sequence++, now);
            limited.heard();
        }
    }

    private void purge(Operation.Fitting fitting) {
        var purge = config.purge(fitting, now);
        promises.purged(purge, sequence, now);
        scheduler.purged(purge, purges++, now);
        // Flows rest while they are swept.
        limited.defined(now);
    }

    private void readmit() {
        GenerationReturned back = returned.poll();
        if (back == null) {
            return;
        }
        var admitted = (GenerationAdmitted) back.getGeneration();
        String generation = admitted.getRequest().getGenerationId();
        if (canceled.contains(generation)) {
            promises.canceledByAdmission(generation);
        } else {
            int from = back.getAgain() ? 0 : 1;
            arrive(GenerationAdmitted.newBuilder(admitted)
                    .setTargets(admitted.getTargets()
                            .subList(from, admitted.getTargets().size()))
                    .build());
        }
    }

    private void read(int reports) {
        for (int i = 0; i < reports && !unread.isEmpty(); i++) {
            JobReport report = unread.remove();
            Runnable check = promises.reading(report, now);
            scheduler.reported(report, now);
            check.run();
            limited.heard();
        }
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        for (Optional<Instant> next = nextLook();
                next.filter(at -> !at.isAfter(end)).isPresent();
                next = nextLook()) {
            now = next.get();
            tick();
        }
        now = end;
    }

    private Optional<Instant> nextLook() {
        Instant soonest = now.plus(LOOK);
        return scheduler
                .next()
                .map(at -> at.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS))
                .map(at -> at.isAfter(soonest) ? at : soonest);
    }

    private void tick() {
        scheduler.tick(now);
        if (isSweeping()) {
            limited.defined(now);
        }
        promises.looked(now);
    }

    /** Meanwhile flows rest. */
    private boolean isSweeping() {
        try (var purges = stores.purges().all()) {
            boolean found = false;
            while (purges.hasNext()) {
                found |= !purges.next().value.getSwept();
            }
            return found;
        }
    }

    private void restart() {
        scheduler = new Scheduler(stores, RETRIES, COMMIT_INTERVAL, SWEPT_AT_ONCE, (_, effect) -> happen(effect));
        start();
    }

    private void start() {
        promises.started(now);
        limited.started(now);
        scheduler.start(now);
    }

    private void say(JobReport report) {
        unread.add(report);
        said.add(report);
    }

    private void sayAgain(int which) {
        if (!said.isEmpty()) {
            unread.add(said.get(Math.floorMod(which, said.size())));
        }
    }

    private Optional<String> known(int which) {
        List<String> generations = promises.generations();
        return generations.isEmpty()
                ? Optional.empty()
                : Optional.of(generations.get(Math.floorMod(which, generations.size())));
    }

    private void happen(Effect effect) {
        journal.accept(effect);
        switch (effect) {
            case Effect.Dispatch(var job) -> {
                promises.dispatched(job, now);
                workers.offer(job);
            }
            case Effect.StopJob(var stop) -> {
                promises.stopped(stop);
                workers.stop(stop.getGenerationId());
            }
            case Effect.Tell(var event) -> promises.told(event);
            case Effect.Finish(var outcome) -> promises.finished(outcome);
            case Effect.Remind(var reminder) -> unread.add(reminder);
            case Effect.Show(var report) -> promises.shown(report, now);
            case Effect.Judge(var health) -> limited.judged(health, now);
            case Effect.Return(var back) -> comeBack(back);
            case Effect.Order _, Effect.Book _, Effect.Inform _ ->
                throw new IllegalStateException("scheduling leaves that to admission: " + effect);
        }
    }

    /** Nothing costs anything here, so nothing is settled. */
    private void comeBack(GenerationReturned back) {
        if (back.getGeneration() instanceof GenerationAdmitted admitted) {
            promises.returned(admitted);
            returned.add(back);
        }
    }
}
