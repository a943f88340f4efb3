package dev.atelier.ingest.deadletters;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.ingest.generation.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How many partitions topics have, as the cluster said a moment ago. Thread-safe. */
final class PartitionCounts implements Function<String, Optional<Integer>> {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Admin admin;
    private final Cache<String, Optional<Integer>> known = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(1_000)
            .build();

    PartitionCounts(Admin admin) {
        this.admin = requireNonNull(admin);
    }

    /** Empty when there is no such topic. */
    @Override
    public Optional<Integer> apply(String topic) {
        return known.get(topic, this::ask);
    }

    private Optional<Integer> ask(String topic) {
        try {
            var description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get();
            return Optional.ofNullable(description.get(topic))
                    .map(described -> described.partitions().size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw RefusedException.unavailable("The log did not tell of its topics in time.", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
