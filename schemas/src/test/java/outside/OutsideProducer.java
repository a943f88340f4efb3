package outside;

import dev.atelier.event.GenerationRequested;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.GenerationIds;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Puts one request on the topic: {@code OutsideProducer <bootstrap> <registry> <project> <prompt>}; prints its id. */
public final class OutsideProducer {
    private OutsideProducer() {}

    public static void main(String[] args) throws Exception {
        try (var serdes = EventSerdes.of(URI.create(args[1]))) {
            var requests = new Topics(serdes, TopicSettings.SINGLE_BROKER).requests();
            var request = GenerationRequested.newBuilder()
                    .setGenerationId(GenerationIds.create(Instant.now()))
                    .setProject(args[2])
                    .setInput("{\"prompt\":\"" + args[3] + "\"}")
                    .setRequestedAt(Instant.now())
                    .build();
            try (var producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", args[0], "acks", "all"),
                    requests.keys().serializer(),
                    requests.values().serializer())) {
                producer.send(requests.record(request.getProject(), request)).get();
            }
            System.out.println(request.getGenerationId());
        }
    }
}
