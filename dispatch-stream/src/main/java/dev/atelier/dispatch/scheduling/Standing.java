package dev.atelier.dispatch.scheduling;

import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.Scheduled;
import dev.atelier.event.Timings;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a generation stands, as its state says. Pure. */
final class Standing {
    private Standing() {}

    static String id(Scheduled scheduled) {
        return scheduled.getAdmitted().getRequest().getGenerationId();
    }

    static String project(Scheduled scheduled) {
        return scheduled.getAdmitted().getRequest().getProject();
    }

    static String provider(Scheduled scheduled) {
        return Outcomes.target(scheduled).getProvider();
    }

    static String account(Scheduled scheduled) {
        return Outcomes.target(scheduled).getAccount();
    }

    static boolean isRunning(Scheduled scheduled) {
        return scheduled.getLeaseExpiresAt().isPresent();
    }

    static boolean isTaken(Scheduled scheduled) {
        return isRunning(scheduled) && scheduled.getTimings().getTakenAt().isPresent();
    }

    /** How many attempts at this account a worker took, the present one included. */
    static int tried(Scheduled scheduled) {
        return scheduled.getAttempt()
                - scheduled.getUntaken()
                - scheduled.getAdmitted().getAttempts();
    }

    /** Whether a deadline has passed: the one of its end, or while no worker ever took it, the one of its start. */
    static boolean isLate(Scheduled scheduled, Instant now) {
        GenerationAdmitted admitted = scheduled.getAdmitted();
        return Stream.of(
                        admitted.getDeadline(),
                        wasStarted(scheduled) ? Optional.<Instant>empty() : admitted.getStartBy())
                .flatMap(Optional::stream)
                .anyMatch(deadline -> !deadline.isAfter(now));
    }

    private static boolean wasStarted(Scheduled scheduled) {
        int before = tried(scheduled) - (isRunning(scheduled) ? 1 : 0);
        return scheduled.getAdmitted().getAttempts() > 0
                || before > 0
                || scheduled.getTimings().getTakenAt().isPresent();
    }

    /** The same with what {@code report} tells. */
    static Scheduled heard(Scheduled scheduled, JobReport report) {
        var timings = Timings.newBuilder(scheduled.getTimings());
        switch (report.getKind()) {
            case TAKEN, SUBMITTING ->
                timings.setTakenAt(scheduled.getTimings().getTakenAt().orElse(report.getReportedAt()));
            case SUBMITTED -> timings.setSubmittedAt(report.getReportedAt());
            case FAILED -> timings.setReportedAt(report.getReportedAt());
            case PROGRESSED, SUCCEEDED, CANCELED, UNKNOWN, LEASE_ENDED -> {}
        }
        return Scheduled.newBuilder(scheduled)
                .setAdmitted(charged(scheduled.getAdmitted(), report))
                .setAsked(scheduled.getAsked() || report.getKind() == JobReportKind.SUBMITTING)
                .setWorker(report.getWorker())
                .setProviderRequestId(report.getProviderRequestId()
                        .or(scheduled::getProviderRequestId)
                        .orElse(null))
                .setTimings(timings.build())
                .build();
    }

    /**
     * An attempt that failed may have cost something; the cost of one that ends all is in the outcome. An answer that does not
     * conform is an answer: where the provider does not say what it charges, it is what the price book says.
     */
    private static GenerationAdmitted charged(GenerationAdmitted admitted, JobReport report) {
        if (report.getKind() != JobReportKind.FAILED) {
            return admitted;
        }
        boolean answered = report.getFailure()
                .filter(failure -> failure.getKind() == FailureKind.NONCONFORMANT)
                .isPresent();
        Optional<Long> told = report.getCostMicros();
        Optional<Long> booked = answered ? admitted.getReservedMicros() : Optional.empty();
        long cost = told.or(() -> booked).orElse(0L);
        return GenerationAdmitted.newBuilder(admitted)
                .setCostMicros(admitted.getCostMicros() + cost)
                .setCostEstimated(admitted.getCostEstimated() || (told.isEmpty() && cost > 0))
                .setCorrection(
                        report.getCorrection().or(admitted::getCorrection).orElse(null))
                .build();
    }
}
