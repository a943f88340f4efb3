package dev.atelier.dispatch;

import static dev.atelier.dispatch.PaidProvider.LEASE;
import static dev.atelier.dispatch.PaidProvider.PRICE;
import static dev.atelier.dispatch.PaidProvider.SLOTS;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.dispatch.ScriptedWorker.Fate;
import dev.atelier.dispatch.ScriptedWorker.Step;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReport;
import dev.atelier.event.UsageRecorded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two instances of dispatch, one of which is killed every few seconds, while generations wait, run and lose their workers at
 * a provider that charges for each call. What is promised must hold for whoever reads the log afterwards. The property
 * {@code dispatch.kills} says how often.
 */
class KilledDispatchIT {
    private static final int KILLS = Integer.getInteger("dispatch.kills", 3);
    private static final int ENDED_BETWEEN_KILLS = 30;
    private static final int OPEN = 40;
    private static final int RUSH = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Too little for all it asks for. */
    private static final long CREDIT = 3L * KILLS * PRICE;

    private static final String OURS = "killed-";
    private static final String THRIFTY = OURS + "thrifty";
    private static final String TWO_AT_A_TIME = OURS + "two-at-a-time";
    private static final String LAST_UNIT = OURS + "last-unit-";
    private static final String AT_LAST = OURS + "at-last";

    private static final List<Step> DEATHS = List.of(Step.TAKEN, Step.SUBMITTING, Step.ASKED, Step.SUBMITTED);
    private static final AtomicInteger TAKEN = new AtomicInteger();
    private static RealDispatch dispatch;
    private static ScriptedWorker workers;
    private static Customers customers;
    private static List<DispatchProcess> instances;
    private static List<GenerationJob> jobs;
    private static List<JobReport> reports;
    private static List<GenerationOutcome> outcomes;

    @BeforeAll
    static void live() throws Exception {
        dispatch = new RealDispatch();
        define();
        workers = new ScriptedWorker(dispatch.kafka, PaidProvider.NAME, KilledDispatchIT::fate);
        customers = new Customers(dispatch);
        instances = List.of(
                new DispatchProcess(dispatch.config, dispatch.stateFolder("first")),
                new DispatchProcess(dispatch.config, dispatch.stateFolder("second")));
        for (var instance : instances) {
            instance.start();
        }
        instances.forEach(DispatchProcess::awaitRunning);
        customers.keepAsking(List.of(OURS + "a", OURS + "b", OURS + "c", THRIFTY, TWO_AT_A_TIME), OPEN);
        for (int number = 0; number < KILLS; number++) {
            customers.awaitMoreEnded(ENDED_BETWEEN_KILLS);
            kill(number);
        }
        customers.stop();
        customers.awaitAllEnded();
        customers.rush(AT_LAST, PaidProvider.SLOTS_OF_WIDE).join();
        customers.awaitAllEnded();
        jobs = dispatch.read(dispatch.kafka.topics().jobs(PaidProvider.NAME), 1);
        reports = dispatch.read(dispatch.kafka.topics().reports(), 1);
        outcomes = dispatch.read(dispatch.kafka.topics().outcomes(), 1).stream()
                .filter(outcome -> outcome.getRequest().getProject().startsWith(OURS))
                .toList();
        print();
    }

    private static void define() {
        PaidProvider.define(dispatch);
        PaidProvider.project(dispatch, OURS + "a", PaidProvider.WIDE);
        PaidProvider.project(dispatch, OURS + "b", PaidProvider.WIDE);
        PaidProvider.project(dispatch, OURS + "c", PaidProvider.NARROW);
        PaidProvider.projectWithSlots(dispatch, TWO_AT_A_TIME, PaidProvider.WIDE, 2);
        PaidProvider.projectWithCredit(dispatch, THRIFTY, PaidProvider.WIDE, CREDIT);
        PaidProvider.project(dispatch, AT_LAST, PaidProvider.WIDE);
        for (int number = 0; number < KILLS; number++) {
            PaidProvider.projectWithCredit(dispatch, LAST_UNIT + number, PaidProvider.WIDE, PRICE);
        }
    }

    /** Each tenth job loses its worker, after each step in turn. */
    private static Fate fate(GenerationJob job) {
        if (job.getProject().equals(AT_LAST)) {
            return new Fate(Step.DONE, LEASE, PRICE);
        }
        if (job.getProject().startsWith(LAST_UNIT)) {
            return new Fate(Step.DONE, Duration.ofMillis(50), PRICE);
        }
        int number = TAKEN.incrementAndGet();
        var random = ThreadLocalRandom.current();
        return new Fate(
                number % 10 == 0 ? DEATHS.get(number / 10 % DEATHS.size()) : Step.DONE,
                number % 25 == 0 ? LEASE.plusSeconds(1) : Duration.ofMillis(random.nextInt(20, 250)),
                random.nextLong(PRICE / 2, PRICE + 1));
    }

    /** Each third time it stays away until the other has its tasks; else it is back, and has them again, at once. */
    private static void kill(int number) throws Exception {
        var doomed = instances.get(number % instances.size());
        var rush = customers.rush(LAST_UNIT + number, RUSH);
        doomed.kill();
        rush.join();
        if (number % 3 == 2) {
            dispatch.awaitInstances(1);
        }
        doomed.start();
        doomed.awaitRunning();
    }

    private static void print() {
        System.out.printf(
                "%d kills: of %d generations %s ended; %d jobs, %d reports, %d asked for, %d resumed%n",
                KILLS,
                outcomes.size(),
                outcomes.stream().collect(groupingBy(GenerationOutcome::getStatus, counting())),
                jobs.size(),
                reports.size(),
                workers.calls().size(),
                workers.resumed().size());
    }

    @AfterAll
    static void close() throws Exception {
        for (var instance : instances) {
            instance.close();
        }
        workers.close();
        customers.close();
        dispatch.close();
    }

    @Test
    void endsEachAcceptedGenerationOnce() {
        var ends = outcomes.stream()
                .collect(groupingBy(outcome -> outcome.getRequest().getGenerationId(), counting()));

        assertThat(customers.accepted()).filteredOn(id -> !ends.containsKey(id)).isEmpty();
        assertThat(ends).hasSameSizeAs(customers.accepted());
        assertThat(ends.entrySet()).filteredOn(end -> end.getValue() > 1).isEmpty();
    }

    @Test
    void asksAProviderOnce() {
        assertThat(workers.calls().entrySet())
                .filteredOn(call -> call.getValue() > 1)
                .isEmpty();
        assertThat(workers.resumed()).isNotEmpty();
    }

    /** A worker that dies while it asks costs its job; one that dies before or after does not. */
    @Test
    void givesUpOnlyWhatTheProviderMayHaveBeenAskedFor() {
        assertThat(outcomes)
                .extracting(GenerationOutcome::getStatus)
                .containsOnly(GenerationStatus.SUCCEEDED, GenerationStatus.FAILED, GenerationStatus.REJECTED);
        assertThat(outcomes.stream().filter(outcome -> outcome.getStatus() == GenerationStatus.FAILED))
                .isNotEmpty()
                .extracting(KilledDispatchIT::failure)
                .containsOnly(FailureKind.UNCERTAIN);
    }

    @Test
    void neverRunsMoreThanThereAreSlots() {
        var spans = new Spans(jobs, reports);

        assertThat(SLOTS)
                .allSatisfy((account, slots) -> assertThat(
                                spans.most(job -> job.getAccount().equals(account)))
                        .isEqualTo(slots));
        assertThat(spans.most(job -> job.getProject().equals(TWO_AT_A_TIME))).isEqualTo(2);
    }

    @Test
    void losesNoSlot() {
        assertThat(new Spans(jobs, reports).most(job -> job.getProject().equals(AT_LAST)))
                .isEqualTo(PaidProvider.SLOTS_OF_WIDE);
    }

    @Test
    void givesBackAllThatIsReservedAndSpendsWhatItCost() {
        var usage = Awaitility.await().atMost(PATIENCE).until(KilledDispatchIT::usage, KilledDispatchIT::isSettled);

        assertThat(usage)
                .filteredOn(movement -> movement.getReservedMicros() > 0)
                .extracting(UsageRecorded::getGenerationId)
                .doesNotHaveDuplicates();
        assertThat(sums(usage, UsageRecorded::getReservedMicros).entrySet())
                .filteredOn(sum -> sum.getValue() != 0)
                .isEmpty();
        var spent = sums(usage, UsageRecorded::getSpentMicros);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.getCostMicros()
                        .orElse(0L)
                        .equals(spent.getOrDefault(outcome.getRequest().getGenerationId(), 0L)))
                .isEmpty();
        assertThat(spent.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(outcomes.stream()
                        .mapToLong(outcome -> outcome.getCostMicros().orElse(0L))
                        .sum());
    }

    private static List<UsageRecorded> usage() {
        return dispatch.read(dispatch.kafka.topics().usage(), 1).stream()
                .filter(movement -> movement.getProject().startsWith(OURS))
                .toList();
    }

    private static boolean isSettled(List<UsageRecorded> usage) {
        return usage.stream().mapToLong(UsageRecorded::getReservedMicros).sum() == 0;
    }

    /** By generation. */
    private static Map<String, Long> sums(List<UsageRecorded> usage, ToLongFunction<UsageRecorded> part) {
        return usage.stream().collect(groupingBy(UsageRecorded::getGenerationId, summingLong(part)));
    }

    @Test
    void neverGoesBeyondABudget() {
        var usage = usage();

        assertThat(highest(usage, THRIFTY)).isBetween(CREDIT - PRICE, CREDIT);
        assertThat(IntStream.range(0, KILLS))
                .allSatisfy(
                        number -> assertThat(highest(usage, LAST_UNIT + number)).isEqualTo(PRICE));
    }

    @Test
    void admitsOneOfManyAtTheLastUnit() {
        assertThat(IntStream.range(0, KILLS)).allSatisfy(number -> {
            var rushed = outcomes.stream()
                    .filter(outcome -> outcome.getRequest().getProject().equals(LAST_UNIT + number))
                    .toList();
            assertThat(rushed).hasSize(RUSH);
            assertThat(rushed.stream().filter(outcome -> outcome.getStatus() == GenerationStatus.REJECTED))
                    .hasSize(RUSH - 1)
                    .extracting(KilledDispatchIT::failure)
                    .containsOnly(FailureKind.BUDGET_EXCEEDED);
        });
    }

    /** What was reserved and spent at most, after any movement. */
    private static long highest(List<UsageRecorded> usage, String project) {
        long sum = 0;
        long highest = 0;
        for (UsageRecorded movement : usage) {
            if (movement.getProject().equals(project)) {
                sum += movement.getReservedMicros() + movement.getSpentMicros();
                highest = Math.max(highest, sum);
            }
        }
        return highest;
    }

    private static FailureKind failure(GenerationOutcome outcome) {
        return outcome.getFailure().orElseThrow().getKind();
    }
}
