package dev.atelier.dispatch;

import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.JobReport;
import java.util.List;

/** What a stage decided, on its way to a topic. A further case breaks each of the selections at compile time. */
public sealed interface Effect {
    /** The generation now stands in line at its first target; the key is the provider. */
    record Enqueue(GenerationAdmitted admitted) implements Effect {}

    /** The provider is to run this now; the key is the account. */
    record Dispatch(GenerationJob job) implements Effect {}

    /** Whoever watches should know; the key is the project. */
    record Tell(GenerationEvent event) implements Effect {}

    /** The final word; the key is the project. */
    record Finish(GenerationOutcome outcome) implements Effect {}

    /** What scheduling says to itself through the log; the key is the provider. */
    record Remind(JobReport report) implements Effect {}

    default List<GenerationAdmitted> arrivals() {
        return switch (this) {
            case Enqueue(var admitted) -> List.of(admitted);
            case Dispatch _, Tell _, Finish _, Remind _ -> List.of();
        };
    }

    default List<GenerationJob> jobs() {
        return switch (this) {
            case Dispatch(var job) -> List.of(job);
            case Enqueue _, Tell _, Finish _, Remind _ -> List.of();
        };
    }

    default List<GenerationEvent> events() {
        return switch (this) {
            case Tell(var event) -> List.of(event);
            case Enqueue _, Dispatch _, Finish _, Remind _ -> List.of();
        };
    }

    default List<GenerationOutcome> outcomes() {
        return switch (this) {
            case Finish(var outcome) -> List.of(outcome);
            case Enqueue _, Dispatch _, Tell _, Remind _ -> List.of();
        };
    }

    default List<JobReport> reminders() {
        return switch (this) {
            case Remind(var report) -> List.of(report);
            case Enqueue _, Dispatch _, Tell _, Finish _ -> List.of();
        };
    }
}
