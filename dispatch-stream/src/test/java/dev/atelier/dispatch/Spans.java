package dev.atelier.dispatch;

import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ran when, as anyone can tell from the log: each job from its dispatch until the first word that may have ended it was
 * written. Dispatch has read that word later, so that at least as many ran at one time as are counted here.
 */
final class Spans {
    private record Span(GenerationJob job, Instant from, Instant to) {}

    private record Change(Instant at, int by) {}

    private final List<Span> spans;

    Spans(List<GenerationJob> jobs, List<JobReport> reports) {
        Map<String, List<JobReport>> byGeneration =
                reports.stream().collect(Collectors.groupingBy(JobReport::getGenerationId));
        spans = jobs.stream()
                .map(job -> new Span(
                        job,
                        job.getDispatchedAt(),
                        end(job, byGeneration.getOrDefault(job.getGenerationId(), List.of()))))
                .toList();
    }

    /** Most that ran at one time, of the jobs that are {@code counted}. */
    int most(Predicate<GenerationJob> counted) {
        var changes = spans.stream()
                .filter(span -> counted.test(span.job()))
                .flatMap(span -> Stream.of(new Change(span.from(), 1), new Change(span.to(), -1)))
                // Of the same millisecond, what ends goes before what begins.
                .sorted(Comparator.comparing(Change::at).thenComparingInt(Change::by))
                .toList();
        int running = 0;
        int most = 0;
        for (Change change : changes) {
            running += change.by();
            most = Math.max(most, running);
        }
        return most;
    }

    /** Of several reminders that its lease has ended only the last can have been heeded. */
    private static Instant end(GenerationJob job, List<JobReport> reports) {
        var words = reports.stream().filter(report -> isLastWord(report, job)).map(JobReport::getReportedAt);
        var reminders = reports.stream()
                .filter(report -> report.getKind() == JobReportKind.LEASE_ENDED && isOf(report, job))
                .map(JobReport::getReportedAt)
                .max(Comparator.naturalOrder());
        return Stream.concat(words, reminders.stream())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** A success counts for the generation, whichever attempt it is of. */
    private static boolean isLastWord(JobReport report, GenerationJob job) {
        return switch (report.getKind()) {
            case SUCCEEDED -> true;
            case FAILED, CANCELED -> isOf(report, job);
            case UNKNOWN, TAKEN, SUBMITTING, SUBMITTED, PROGRESSED, LEASE_ENDED -> false;
        };
    }

    private static boolean isOf(JobReport report, GenerationJob job) {
        return report.getAttempt() == job.getAttempt();
    }
}
