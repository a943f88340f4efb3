package dev.atelier.connectors.worker;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.objects.ObjectStore;
import java.util.Optional;

/**
 * What the workers of one service share. Whoever makes it closes its parts, after the workers.
 *
 * @param kafka    where jobs come from
 * @param producer sends the reports
 * @param objects  where large inputs and outputs lie
 * @param canceled what is to be stopped
 * @param crew     the workers everywhere
 * @param checks   whose credentials are to be tried
 * @param callbacks which jobs providers call back about; none where nobody is told to
 * @param workerId who signs the reports
 */
public record Workplace(
        KafkaClients kafka,
        EventProducer producer,
        ObjectStore objects,
        Cancellations canceled,
        Crew crew,
        AccountChecks checks,
        Optional<CallbackTail> callbacks,
        String workerId) {
    public Workplace {
        requireNonNull(kafka);
        requireNonNull(producer);
        requireNonNull(objects);
        requireNonNull(canceled);
        requireNonNull(crew);
        requireNonNull(checks);
        requireNonNull(callbacks);
        requireNonNull(workerId);
    }
}
