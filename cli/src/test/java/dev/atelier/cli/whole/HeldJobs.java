package dev.atelier.cli.whole;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.UsageRecorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The generations of a test whose workers are killed while a vendor holds their jobs. For one thread. */
final class HeldJobs {
    private final HeldVendor vendor;
    private final WorkerLog log;
    private final List<Held> all = new ArrayList<>();

    /** One generation. */
    private record Held(Dialect dialect, String id, String prompt) {
        /** Where it was, once all have ended. */
        Point point() {
            return dialect.job(prompt).point();
        }

        int submits() {
            return dialect.job(prompt).submits();
        }

        String place() {
            return dialect.provider() + " " + point();
        }
    }

    HeldJobs(HeldVendor vendor, WorkerLog log) {
        this.vendor = vendor;
        this.log = log;
    }

    /** Asks for as many as there are points, and of Replicate for one more, for which its worker has no slot. */
    void submit(Api api) throws IOException, InterruptedException {
        for (var dialect : vendor.dialects()) {
            int jobs = dialect.points().size() + (dialect instanceof ReplicateDialect ? 1 : 0);
            for (int job = 0; job < jobs; job++) {
                String prompt = "%s %d".formatted(dialect.provider(), all.size());
                all.add(new Held(dialect, api.submit("held/" + dialect.provider(), prompt), prompt));
            }
        }
    }

    /** Whether each is where its worker is to be killed, and the log has what the worker knows of it. */
    boolean areThere() {
        return all.stream().allMatch(this::isThere);
    }

    private boolean isThere(Held held) {
        var job = held.dialect().jobs().get(held.prompt());
        if (job == null) {
            return held.dialect().isFull() && log.wasSent(held.id());
        }
        boolean known = !held.dialect().namesIdAt(job.point()) || log.says(held.id(), JobReportKind.SUBMITTED);
        return job.point() == Point.UNASKED || (job.isThere() && known);
    }

    boolean haveEnded() {
        return all.stream().allMatch(held -> log.result(held.id()).isPresent());
    }

    /** Checks what became of each, how often it was submitted and what it cost. */
    void judge(List<UsageRecorded> usage, long price) {
        var spent = sums(usage, UsageRecorded::getSpentMicros);
        var reserved = sums(usage, UsageRecorded::getReservedMicros);
        for (var held : all) {
            var result = log.result(held.id()).orElseThrow();
            assertThat(new Dialect.Ending(result.getStatus(), held.submits()))
                    .as(held.place())
                    .isEqualTo(held.dialect().after(held.point()));
            assertThat(result.getFailure().map(GenerationFailure::getKind).orElse(FailureKind.UNCERTAIN))
                    .isEqualTo(FailureKind.UNCERTAIN);
            assertThat(spent.getOrDefault(held.id(), 0L)).as(held.place()).isEqualTo(price);
            assertThat(reserved.getOrDefault(held.id(), 0L)).as(held.place()).isZero();
        }
    }

    private static Map<String, Long> sums(List<UsageRecorded> usage, ToLongFunction<UsageRecorded> amount) {
        return usage.stream().collect(groupingBy(UsageRecorded::getGenerationId, summingLong(amount)));
    }

    /** A line for each place: how many were killed there, and what became of them. */
    String table() {
        var lines = new StringBuilder(
                "%-20s %6s %10s %10s %8s%n".formatted("killed at", "jobs", "succeeded", "uncertain", "submits"));
        all.stream().collect(groupingBy(Held::place, TreeMap::new, toList())).forEach((place, jobs) -> {
            long succeeded = jobs.stream().filter(this::succeeded).count();
            lines.append("%-20s %6d %10d %10d %8d%n"
                    .formatted(
                            place,
                            jobs.size(),
                            succeeded,
                            jobs.size() - succeeded,
                            jobs.stream().mapToInt(Held::submits).sum()));
        });
        return lines.toString();
    }

    private boolean succeeded(Held held) {
        return log.result(held.id())
                .map(GenerationResult::getStatus)
                .filter(GenerationStatus.SUCCEEDED::equals)
                .isPresent();
    }
}
