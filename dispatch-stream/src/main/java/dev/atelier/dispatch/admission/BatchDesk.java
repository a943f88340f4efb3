package dev.atelier.dispatch.admission;

import dev.atelier.dispatch.Alarm;
import dev.atelier.dispatch.Effect;
import dev.atelier.dispatch.batch.Batches;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.BatchStatus;
import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationStatus;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where admission and its batches meet: hands each the other's words, and wakes batches when they have something to do. */
final class BatchDesk implements Batches.Admitting {
    private static final Logger LOG = LoggerFactory.getLogger(BatchDesk.class);

    private final ProcessorContext<String, Effect> context;
    private final Register register;
    private final Gate gate;
    private final Batches batches;
    private final Alarm alarm;

    /** What admission does with every request and cancel, whoever it comes from. */
    interface Gate {
        /** How it ended, when it did at once. */
        Optional<GenerationStatus> request(GenerationRequested request, Record<String, Petition> record);

        void cancel(CancelRequested cancel, Record<String, Petition> record);
    }

    BatchDesk(ProcessorContext<String, Effect> context, Duration window, Register register, Gate gate) {
        this.context = context;
        this.register = register;
        this.gate = gate;
        batches = new Batches(context, window, this, this::inform);
        alarm = new Alarm(context, this::look);
        batches.start(now());
        setAlarm();
    }

    void heard(BatchOrder order) {
        batches.heard(order, now());
    }

    /** A generation has ended {@code how}; it need not be of a batch. */
    void ended(GenerationAdmitted admitted, GenerationStatus how, long costMicros) {
        batches.ended(admitted.getRequest(), how, costMicros, now());
    }

    /** To be called when all is done that a record asks for. */
    void setAlarm() {
        alarm.set(batches.next());
    }

    private void look(Instant now) {
        batches.tick(now);
        setAlarm();
    }

    /** A generation of this id that is not the batch's own would never come back to it. */
    @Override
    public Optional<GenerationStatus> admit(GenerationRequested child) {
        var record = record(child.getProject(), new Petition.Requested(child));
        boolean isForeign = register.find(record.key(), child.getGenerationId(), record.timestamp())
                .filter(known -> known.state().getRequested())
                .isPresent();
        return isForeign ? Optional.of(GenerationStatus.REJECTED) : judge(child, record);
    }

    /** One that nobody can judge is refused here, so that its batch goes on; alone it would go to the dead letters. */
    private Optional<GenerationStatus> judge(GenerationRequested child, Record<String, Petition> record) {
        try {
            return gate.request(child, record);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("generationId", child.getGenerationId())
                    .log("A generation of a batch could not be judged");
            var failure = new Failure.InvalidRequest("the request could not be judged", Optional.empty());
            var refused = FirstWords.refused(child, failure, now());
            var finish = new Effect.Finish(refused);
            context.forward(
                    new Record<>(child.getProject(), finish, record.timestamp(), finish.headers(record.headers())));
            return Optional.of(GenerationStatus.REJECTED);
        }
    }

    @Override
    public void cancel(String project, String generationId) {
        var cancel = CancelRequested.newBuilder()
                .setGenerationId(generationId)
                .setProject(project)
                .setRequestedAt(now())
                .build();
        gate.cancel(cancel, record(project, new Petition.Canceled(cancel)));
    }

    private void inform(BatchStatus status) {
        context.forward(new Record<>(
                status.getBatchId(), new Effect.Inform(status), status.getAt().toEpochMilli()));
    }

    private Record<String, Petition> record(String project, Petition petition) {
        return new Record<>(project, petition, context.currentSystemTimeMs());
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
