package dev.atelier.dispatch;

import dev.atelier.event.AccountHealth;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.CancelOrdered;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationEvent;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationReturned;
import dev.atelier.event.JobCanceled;
import dev.atelier.event.JobReport;
import dev.atelier.event.LineReported;
import dev.atelier.event.MoveOrdered;
import dev.atelier.event.SchedulingOrder;
import dev.atelier.event.UsageRecorded;
import dev.atelier.platform.trace.Traces;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What a stage decided: a record on its way to a topic. */
public sealed interface Effect {
    /** The record. */
    SpecificRecord record();

    /** The headers that it bears on its way: those of {@code cause}, but with its own trace where it has one. */
    default Headers headers(Headers cause) {
        var headers = new RecordHeaders(cause);
        Traces.of(record()).ifPresent(trace -> Traces.put(trace, headers));
        return headers;
    }

    /** A provider is to run a generation, to stop it, or to let it go first; the key is the provider. */
    record Order(SchedulingOrder record) implements Effect {}

    /** The generation is to run elsewhere, or to be paid; the key is the project. */
    record Return(GenerationReturned record) implements Effect {}

    /** The provider is to run this now; the key is the account. */
    record Dispatch(GenerationJob record) implements Effect {}

    /** Whoever has the job is to stop it; the key is the generation. */
    record StopJob(JobCanceled record) implements Effect {}

    /** Whoever watches should know; the key is the project. */
    record Tell(GenerationEvent record) implements Effect {}

    /** The final word; the key is the project. */
    record Finish(GenerationOutcome record) implements Effect {}

    /** An account was found to be ill, or well again; the key is the account. */
    record Judge(AccountHealth record) implements Effect {}

    /** The line of an account has changed; the key is the account. */
    record Show(LineReported record) implements Effect {}

    /** Money moved; the key is the project. */
    record Book(UsageRecorded record) implements Effect {}

    /** A batch stands otherwise than before; the key is the batch. */
    record Inform(BatchStatus record) implements Effect {}

    /** What scheduling says to itself through the log; the key is the provider. */
    record Remind(JobReport record) implements Effect {}

    static Effect run(GenerationAdmitted admitted) {
        return new Order(new SchedulingOrder(admitted));
    }

    static Effect stop(String generationId) {
        return new Order(new SchedulingOrder(new CancelOrdered(generationId)));
    }

    static Effect moveToFront(String generationId) {
        return new Order(new SchedulingOrder(new MoveOrdered(generationId)));
    }
}
