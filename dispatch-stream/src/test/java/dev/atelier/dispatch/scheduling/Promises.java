package dev.atelier.dispatch.scheduling;

import dev.atelier.event.FlowReported;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationEventKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.LaneReported;
import dev.atelier.event.LineReported;
import dev.atelier.event.PurgeRequested;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What scheduling promises, held against each thing that it says and each that it hears. */
final class Promises {
    private static final Duration A_REPORT = Duration.ofSeconds(1);
    private static final Set<JobReportKind> TAKEN = Set.of(JobReportKind.TAKEN, JobReportKind.SUBMITTING);

    private final Setting setting;
    private final Limited limited;
    private final Line line;
    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Map<String, Instant> shownAt = new HashMap<>();
    private final List<Purged> purges = new ArrayList<>();

    private record Purged(PurgeRequested purge, long before, Instant at) {
        /** Whether it is to end, beyond doubt: what happens in one moment has no order. */
        boolean covers(Life life) {
            return mayCover(life) && life.waitsSince.isBefore(at);
        }

        boolean mayCover(Life life) {
            Flow flow = life.flow();
            return purge.getAccount().filter(it -> !it.equals(flow.account())).isEmpty()
                    && purge.getProject()
                            .filter(it -> !it.equals(flow.project()))
                            .isEmpty()
                    && purge.getModel().filter(it -> !it.equals(flow.model())).isEmpty()
                    && purge.getLane().filter(it -> it != flow.lane()).isEmpty()
                    && life.arrival < before
                    && !life.waitsSince.isAfter(at);
        }
    }

    Promises(Setting setting, Limited limited, Line line) {
        this.setting = setting;
        this.limited = limited;
        this.line = line;
    }

    List<String> generations() {
        return new ArrayList<>(lives.keySet());
    }

    Life life(String generation) {
        return Objects.requireNonNull(lives.get(generation), generation);
    }

    /** It is scheduling's now, whether it was before or not. */
    void admitted(GenerationAdmitted admitted, long arrival) {
        Life life = lives.computeIfAbsent(admitted.getRequest().getGenerationId(), _ -> new Life(admitted));
        life.admitted = admitted;
        life.arrival = arrival;
        life.tried = 0;
        life.returned = false;
        life.waitsSince = Instant.MIN;
        life.moved = Optional.empty();
    }

    /** It goes first from now on. */
    void moved(String generation, long number) {
        life(generation).moved = Optional.of(number);
    }

    /** The line was emptied of what fits, and nobody of it had arrived then but those before {@code arrival}. */
    void purged(PurgeRequested purge, long arrival, Instant now) {
        purges.add(new Purged(purge, arrival, now));
    }

    void canceled(String generation) {
        life(generation).canceled = true;
    }

    /** Its worker is told so. */
    void stopped(JobCanceled stop) {
        Life life = life(stop.getGenerationId());
        BrokenPromise.unless(life.canceled && life.end.isEmpty(), "only what is canceled is stopped", life);
        life.stopped = true;
    }

    /** Called once scheduling has heard that it is canceled. */
    void stopsWhatIsCanceled(String generation) {
        Life life = life(generation);
        BrokenPromise.unless(
                life.end.isPresent() || life.returned || (life.running && life.stopped),
                "what is canceled stops",
                life);
    }

    void dispatched(GenerationJob job, Instant now) {
        Life life = life(job.getGenerationId());
        nothingHappensAfterTheEnd(life, "a dispatch");
        attemptsGrow(life, job);
        runsOnceAtATime(life);
        staysCanceled(life);
        staysPurged(life);
        goesInOrder(life);
        limited.dispatched(life.flow(), now);
        triesNoMoreOftenThanItMay(life);
        life.attempt = job.getAttempt();
        life.tried++;
        life.running = true;
        life.taken = false;
        life.heardAt = now;
    }

    void told(GenerationEvent event) {
        Life life = life(event.getGenerationId());
        nothingHappensAfterTheEnd(life, event.getKind());
        BrokenPromise.unless(event.getAttempt() == life.attempt, "what is told is of the last attempt", life, event);
        if (event.getKind() == GenerationEventKind.RETRYING) {
            stopsRunning(life);
            life.waitsSince = event.getAt();
        }
    }

    void returned(GenerationAdmitted admitted) {
        Life life = life(admitted.getRequest().getGenerationId());
        nothingHappensAfterTheEnd(life, "a return");
        BrokenPromise.unless(admitted.getAttempts() == life.attempt, "attempts are counted on", life, admitted);
        BrokenPromise.unless(
                admitted.getCorrections() <= RetryPolicy.USUAL_CORRECTIONS,
                "nobody is asked again without end",
                life,
                admitted);
        if (life.running) {
            stopsRunning(life);
        }
        life.returned = true;
    }

    void finished(GenerationOutcome outcome) {
        Life life = life(outcome.getRequest().getGenerationId());
        nothingHappensAfterTheEnd(life, outcome.getStatus());
        BrokenPromise.unless(outcome.getAttempt() == life.attempt, "an outcome is of the last attempt", life, outcome);
        cancelsOnlyWhatItShould(life, outcome.getStatus());
        if (life.running) {
            stopsRunning(life);
        } else {
            limited.left(life.flow());
        }
        life.end = Optional.of(outcome.getStatus());
    }

    /** Between two accounts it is admission that has the last word. */
    void canceledByAdmission(String generation) {
        Life life = life(generation);
        life.end = Optional.of(GenerationStatus.CANCELED);
    }

    /** Called with each report before scheduling reads it; what it answers, after. */
    Runnable reading(JobReport report, Instant now) {
        Life life = life(report.getGenerationId());
        boolean current = life.running && life.attempt == report.getAttempt();
        return switch (report.getKind()) {
            case SUCCEEDED -> {
                boolean counts = life.end.isEmpty()
                        && !life.returned
                        && life.flow().account().equals(report.getAccount());
                yield () -> losesNoSuccess(life, counts);
            }
            case LEASE_ENDED -> current ? leaseEnding(life, now) : () -> {};
            case FAILED -> current ? failing(life, report, now) : () -> {};
            case TAKEN, SUBMITTING, SUBMITTED, PROGRESSED, CANCELED, UNKNOWN -> {
                if (current) {
                    life.heardAt = now;
                    life.taken |= TAKEN.contains(report.getKind());
                }
                yield () -> {};
            }
        };
    }

    private Runnable leaseEnding(Life life, Instant now) {
        Instant heardAt = life.heardAt;
        int attempt = life.attempt;
        // The next attempt may begin at once, and this one does not count then.
        life.tried -= life.taken ? 0 : 1;
        return () -> {
            boolean ended = !life.running || life.attempt > attempt;
            leavesALeaseItsLength(life, ended, heardAt, now);
            life.tried += ended || life.taken ? 0 : 1;
        };
    }

    private Runnable failing(Life life, JobReport report, Instant now) {
        Failure failure = Failures.fromEvent(report.getFailure().orElseThrow());
        if (failure instanceof Failure.Throttled throttled) {
            limited.throttled(report.getAccount(), throttled, now);
        }
        int asked = life.admitted.getCorrections();
        boolean corrected = failure instanceof Failure.Nonconformant
                && asked < RetryPolicy.USUAL_CORRECTIONS
                && !life.canceled
                && !life.isOver(now);
        boolean mayPass = failure instanceof Failure.Unavailable || failure instanceof Failure.Throttled;
        boolean again = mayPass
                && life.tried < setting.maxAttempts()
                && !life.canceled
                && life.admitted.getDeadline().isEmpty();
        String account = report.getAccount();
        return () -> {
            triesAsOftenAsItMay(life, again && !limited.isBroken(account, now));
            BrokenPromise.unless(
                    !(failure instanceof Failure.Nonconformant) || life.returned == corrected,
                    "who answers amiss is asked again, as often as that may be",
                    life);
        };
    }

    /** Scheduling has looked at everything that is due. */
    void looked(Instant now) {
        lives.values().forEach(life -> endsWhatIsLate(life, now));
        limited.looked(now);
    }

    /** How a line stands is told as it is, and no more often than it should be. */
    void shown(LineReported report, Instant now) {
        Instant before = shownAt.put(report.getAccount(), now);
        BrokenPromise.unless(
                before == null || !now.isBefore(before.plus(A_REPORT)),
                "a line is shown once a second at most",
                report);
        for (LaneReported lane : report.getLanes()) {
            List<Place> places = new ArrayList<>();
            line.forEach(place -> {
                if (place.flow().account().equals(report.getAccount())
                        && place.flow().lane() == lane.getLane()) {
                    places.add(place);
                }
            });
            BrokenPromise.unless(lane.getWaiting() == places.size(), "all who wait are counted", lane, places);
            lane.getFlows().forEach(flow -> isInOrder(flow, places));
        }
    }

    private static void isInOrder(FlowReported flow, List<Place> places) {
        List<Long> ranks = places.stream()
                .filter(place -> place.flow().project().equals(flow.getProject())
                        && place.flow().model().equals(flow.getModel()))
                .map(Place::rank)
                .toList();
        BrokenPromise.unless(
                flow.getWaiting() == ranks.size()
                        && flow.getRanks().equals(ranks.subList(0, Math.min(LineReports.MOST_RANKS, ranks.size())))
                        && flow.getLastRank() == ranks.getLast(),
                "a flow is told in its order",
                flow,
                ranks);
    }

    void started(Instant now) {
        shownAt.clear();
        lives.values().forEach(life -> life.heardAt = now);
    }

    void everyoneEnds(Stores stores) {
        lives.values().forEach(life -> BrokenPromise.unless(life.end.isPresent(), "each one ends", life));
        for (var store : List.of(stores.running(), stores.waiting(), stores.line())) {
            BrokenPromise.unless(store.approximateNumEntries() == 0, "nothing is left behind", store);
        }
    }

    private static void nothingHappensAfterTheEnd(Life life, Object what) {
        BrokenPromise.unless(life.end.isEmpty(), "nothing happens after the end", life, what);
        BrokenPromise.unless(!life.returned, "what was given back is let go", life, what);
    }

    private static void attemptsGrow(Life life, GenerationJob job) {
        BrokenPromise.unless(job.getAttempt() > life.attempt, "attempts grow", life, job.getAttempt());
    }

    private static void runsOnceAtATime(Life life) {
        BrokenPromise.unless(!life.running, "nothing is dispatched while it holds a lease", life);
    }

    private static void staysCanceled(Life life) {
        BrokenPromise.unless(!life.canceled, "nothing is dispatched that is canceled", life);
    }

    private void staysPurged(Life life) {
        BrokenPromise.unless(
                purges.stream().noneMatch(purge -> purge.covers(life)), "nothing is dispatched that was purged", life);
    }

    private void cancelsOnlyWhatItShould(Life life, GenerationStatus status) {
        BrokenPromise.unless(
                status != GenerationStatus.CANCELED
                        || life.canceled
                        || (!life.running && purges.stream().anyMatch(purge -> purge.mayCover(life))),
                "only what is canceled or purged ends so",
                life);
    }

    private void goesInOrder(Life life) {
        line.forEach(place -> BrokenPromise.unless(
                !place.flow().equals(life.flow()) || !life(place.generationId()).goesBefore(life),
                "who came first and matters as much goes first",
                place.generationId(),
                life));
    }

    private static void losesNoSuccess(Life life, boolean counts) {
        BrokenPromise.unless(
                !counts || life.end.filter(GenerationStatus.SUCCEEDED::equals).isPresent(), "no success is lost", life);
    }

    private void triesNoMoreOftenThanItMay(Life life) {
        BrokenPromise.unless(life.tried < setting.maxAttempts(), "nothing is tried more often than it may be", life);
    }

    private static void triesAsOftenAsItMay(Life life, boolean again) {
        BrokenPromise.unless(
                !again || (life.end.isEmpty() && !life.returned), "what may pass is tried as often as it may be", life);
    }

    private static void endsWhatIsLate(Life life, Instant now) {
        BrokenPromise.unless(
                life.end.isPresent() || life.returned || !life.isLate(now), "what is late has ended", life, now);
    }

    private void leavesALeaseItsLength(Life life, boolean ended, Instant heardAt, Instant now) {
        BrokenPromise.unless(
                !ended || !now.isBefore(heardAt.plus(setting.lease())),
                "a lease lasts as long as it should",
                life,
                heardAt,
                now);
    }

    private void stopsRunning(Life life) {
        BrokenPromise.unless(life.running, "only what runs can stop", life);
        life.running = false;
        limited.ended(life.flow());
    }
}
