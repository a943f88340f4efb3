package dev.atelier.ingest.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.GenerationStatus;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.EdgeProcess;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.ingest.testing.Receiver;
import dev.atelier.ingest.testing.Receiver.Behaviour;
import dev.atelier.ingest.testing.Receiver.Post;
import dev.atelier.schemas.GenerationIds;
import dev.atelier.schemas.TopicSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance is killed while it posts: nothing is lost, and what a receiver had already comes under the same id. */
class KilledWebhooksIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String GROUP = "webhooks";
    private static final int HAPPENINGS = 20;

    private final Receiver receiver = new Receiver();
    private final String url = receiver.url("/hook");
    /** The ids of what was posted and is not known to have been. */
    private final Set<String> unrecorded = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void postsAgainWhatNobodyRecorded() throws Exception {
        Edge.service();
        await().atMost(PATIENCE).until(() -> !members().isEmpty());
        Set<String> others =
                members().stream().map(MemberDescription::consumerId).collect(Collectors.toSet());
        try (var doomed = new EdgeProcess("")) {
            Set<Integer> partitions =
                    await().atMost(PATIENCE).until(() -> partitionsOfAllBut(others), found -> !found.isEmpty());
            // Some are answered and recorded, one is not answered, and of one the answer comes too late to be recorded.
            receiver.then(
                    Receiver.answer(204),
                    Receiver.answer(204),
                    unrecorded(Receiver.hang()),
                    Receiver.answer(204),
                    unrecorded((_, exchange) -> {
                        doomed.freeze();
                        exchange.sendResponseHeaders(204, -1);
                        doomed.kill();
                    }));

            List<String> happened = happen(projectIn(partitions));

            await().atMost(PATIENCE)
                    .until(() -> subjects().size() == HAPPENINGS
                            && unrecorded.size() == 2
                            && unrecorded.stream().allMatch(id -> times(id) > 1));
            assertThat(subjects()).containsExactlyInAnyOrderElementsOf(happened);
            List<Post> posts = receiver.posts();
            assertThat(posts.stream().map(Post::id).distinct()).hasSize(HAPPENINGS);
            assertThat(posts.stream().map(post -> post.id() + subject(post)).distinct())
                    .hasSize(HAPPENINGS);
        }
    }

    private Behaviour unrecorded(Behaviour behaviour) {
        return (where, exchange) -> {
            unrecorded.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            behaviour.treat(where, exchange);
        };
    }

    private long times(String id) {
        return receiver.posts().stream().filter(post -> post.id().equals(id)).count();
    }

    private List<String> happen(String project) {
        List<RowOf> rows = IntStream.range(0, HAPPENINGS)
                .mapToObj(_ -> RowOf.of(GenerationIds.create(Instant.now()), Instant.now(), "succeeded")
                        .in(project))
                .toList();
        rows.forEach(row -> Edge.pipeline().row(row));
        Edge.pipeline().announce(rows, GenerationStatus.SUCCEEDED, url);
        return rows.stream().map(RowOf::id).toList();
    }

    private Set<String> subjects() {
        return receiver.posts().stream().map(KilledWebhooksIT::subject).collect(Collectors.toSet());
    }

    private static String subject(Post post) {
        return post.json().at("/data/id").asString();
    }

    /** A project whose line for the receiver is in one of {@code partitions}. */
    private String projectIn(Set<Integer> partitions) {
        int all = TopicSettings.SINGLE_BROKER.partitions();
        return Stream.generate(() -> "killed-" + UUID.randomUUID())
                .filter(name ->
                        partitions.contains(DeliveryTopic.partition(DeliveryIds.ofOrigin(name, HttpUrl.get(url)), all)))
                .findFirst()
                .orElseThrow();
    }

    /** Which partitions of what is to be posted are in the hands of members that are none of {@code others}. */
    private static Set<Integer> partitionsOfAllBut(Set<String> others) throws ExecutionException, InterruptedException {
        String topic = Edge.kafka().topics().webhookDeliveries().name();
        return members().stream()
                .filter(member -> !others.contains(member.consumerId()))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .filter(partition -> partition.topic().equals(topic))
                .map(partition -> partition.partition())
                .collect(Collectors.toSet());
    }

    private static List<MemberDescription> members() throws ExecutionException, InterruptedException {
        try (Admin admin = Edge.kafka().admin()) {
            return admin.describeConsumerGroups(List.of(GROUP)).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .toList();
        }
    }
}
