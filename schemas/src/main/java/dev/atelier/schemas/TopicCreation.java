package dev.atelier.schemas;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing; leaves those that exist as they are. Safe to run from several services at once. */
public final class TopicCreation {
    private TopicCreation() {}

    /**
     * Creates whichever of {@code topics} does not exist, and waits until it does.
     *
     * @throws KafkaException when the cluster refuses or cannot be reached
     */
    public static void ensure(Admin admin, Collection<Topic<?, ?>> topics, short replicationFactor) {
        List<NewTopic> wanted = topics.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), replicationFactor).configs(topic.config()))
                .toList();
        for (var created : admin.createTopics(wanted).values().entrySet()) {
            try {
                created.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("topic %s could not be created".formatted(created.getKey()), e.getCause());
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }
}
