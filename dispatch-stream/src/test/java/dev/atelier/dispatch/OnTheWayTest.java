package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Lane;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many of the batch lane may be on their way to a worker, however many slots are free. */
class OnTheWayTest {
    private static final int FIRST = 16;
    private static final int LEAST = 4;

    private final DispatchDriver dispatch = new DispatchDriver();

    @BeforeEach
    void open() {
        dispatch.account("sketch", 1_000);
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void sendsTheNextWhenOneIsTaken() {
        submit(40, Lane.BATCH);
        var jobs = dispatch.jobs();
        assertThat(jobs).hasSize(FIRST);

        take(jobs.getFirst());

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void countsNoneTwice() {
        submit(40, Lane.BATCH);
        var first = dispatch.jobs().getFirst();
        take(first);
        dispatch.jobs();

        take(first);
        dispatch.report(first, JobReportKind.SUBMITTING);
        dispatch.succeed(first);

        assertThat(dispatch.jobs()).isEmpty();
    }

    @Test
    void sendsTheNextWhenOneEndsWithoutAWord() {
        submit(40, Lane.BATCH);

        dispatch.succeed(dispatch.jobs().getFirst());

        assertThat(dispatch.jobs()).hasSize(1);
    }

    @Test
    void keepsNobodyElseWaiting() {
        submit(40, Lane.BATCH);
        assertThat(dispatch.jobs()).hasSize(FIRST);

        submit(20, Lane.INTERACTIVE);
        submit(20, Lane.NORMAL);

        assertThat(dispatch.jobs()).hasSize(40);
    }

    @Test
    void keepsTheBatchesOfOtherAccountsNotWaiting() {
        dispatch.account("fal", 1_000);
        dispatch.model("fal/flux", "fal");
        submit(40, Lane.BATCH);

        dispatch.submit(Requests.builder("demo", "other")
                .setModel("fal/flux")
                .setLane(Lane.BATCH)
                .build());

        assertThat(dispatch.jobs("fal")).hasSize(1);
    }

    @Test
    void sendsMoreAtOnceWhereTheyAreTakenAtOnce() {
        submit(1_000, Lane.BATCH);
        for (int round = 0; round < 20; round++) {
            dispatch.jobs().forEach(this::take);
        }

        assertThat(dispatch.jobs()).hasSizeGreaterThan(FIRST + 15);
    }

    @Test
    void sendsFewAtOnceWhereTheyAreTakenLate() {
        submit(1_000, Lane.BATCH);
        var jobs = dispatch.jobs();
        for (int round = 0; round < 10; round++) {
            dispatch.pass(Duration.ofSeconds(1));
            jobs.forEach(this::take);
            jobs = dispatch.jobs();
        }

        assertThat(jobs).hasSize(LEAST);
    }

    /** Slow providers keep their slots full: what is taken is not on its way. */
    @Test
    void fillsAllSlotsThatABatchMayHave() {
        dispatch.account("sketch", 80);
        submit(100, Lane.BATCH);
        int running = 0;
        for (List<GenerationJob> jobs = dispatch.jobs(); !jobs.isEmpty(); jobs = dispatch.jobs()) {
            jobs.forEach(this::take);
            running += jobs.size();
        }

        assertThat(running).isEqualTo(70);
    }

    @Test
    void sendsAgainWhatNobodyTook() {
        submit(40, Lane.BATCH);
        var lost = dispatch.jobIds();

        letLeasesEnd();

        assertThat(dispatch.jobIds()).containsExactlyInAnyOrderElementsOf(lost);
    }

    @Test
    void countsWhatIsSentAgain() {
        submit(10, Lane.BATCH);
        dispatch.jobs();
        letLeasesEnd();
        assertThat(dispatch.jobs()).hasSize(10);

        submit(40, Lane.BATCH);

        assertThat(dispatch.jobs()).hasSize(FIRST - 10);
    }

    private void letLeasesEnd() {
        // The reminder that a lease has ended comes back over the log.
        dispatch.pass(Duration.ofSeconds(16));
        dispatch.pass(Duration.ofSeconds(1));
    }

    private void submit(int count, Lane lane) {
        IntStream.range(0, count)
                .mapToObj(number -> Requests.builder("demo", lane + "-" + number)
                        .setLane(lane)
                        .build())
                .forEach(dispatch::submit);
    }

    private void take(GenerationJob job) {
        dispatch.report(job, JobReportKind.TAKEN);
    }
}
