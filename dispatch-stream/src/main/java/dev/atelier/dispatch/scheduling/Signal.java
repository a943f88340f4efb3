package dev.atelier.dispatch.scheduling;

import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.JobReport;

/** What scheduling hears of. */
public sealed interface Signal {
    /** A generation wants a slot. */
    record Arrived(GenerationAdmitted admitted) implements Signal {}

    /** A worker says something. */
    record Reported(JobReport report) implements Signal {}

    static Signal arrived(GenerationAdmitted admitted) {
        return new Arrived(admitted);
    }

    static Signal reported(JobReport report) {
        return new Reported(report);
    }
}
