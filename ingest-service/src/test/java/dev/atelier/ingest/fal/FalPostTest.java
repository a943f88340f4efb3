package dev.atelier.ingest.fal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Capability;
import dev.atelier.ingest.dialect.Generations;
import dev.atelier.ingest.dialect.Products;
import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.store.Status;
import dev.atelier.ingest.webhooks.Occurrence;
import dev.atelier.ingest.webhooks.Occurrence.Subject;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreConfig;
import dev.atelier.platform.secrets.RootSecret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is posted in fal's form. */
class FalPostTest {
    private final ObjectStore objects = new ObjectStore(new ObjectStoreConfig(
            URI.create("http://127.0.0.1:1"), "none", new Secret("a key"), new Secret("a secret")));
    private final FalPost post = new FalPost(
            new OwnAddress(Optional.of(URI.create("https://atelier.test")), ""),
            new FalOutput(new Products(
                    new FileLinks(
                            new RootSecret(new Secret("a secret of thirty-two characters")),
                            Duration.ofHours(1),
                            () -> Generations.NOON),
                    new Links(Optional.empty()),
                    objects)));

    @AfterEach
    void close() {
        objects.close();
    }

    @Test
    void hasWhatCameOut() throws IOException {
        assertThat(written(Generations.standing("g-1", Status.SUCCEEDED)).toString())
                .isEqualTo("{\"request_id\":\"g-1\",\"gateway_request_id\":\"g-1\",\"status\":\"OK\",\"payload\":"
                        + "{\"images\":[],\"timings\":{},\"has_nsfw_concepts\":[],\"prompt\":\"a fox\"}}");
    }

    @Test
    void hasTheErrorThatTheResultCallAnswers() throws IOException {
        JsonNode refused = written(Generations.failed("g-1", "content_refused"));

        assertThat(refused.path("status").asString()).isEqualTo("ERROR");
        assertThat(refused.path("error").asString()).isEqualTo("Invalid status code: 422");
        assertThat(refused.at("/payload/detail/0/type").asString()).isEqualTo("content_policy_violation");
        assertThat(written(Generations.failed("g-1", "unavailable"))
                        .at("/payload/detail")
                        .asString())
                .isEqualTo("It was in vain.");
    }

    @Test
    void saysWhyThereIsNothingToPost() throws IOException {
        JsonNode tooLarge = written(large(Generations.standing("g-1", Status.SUCCEEDED)));

        assertThat(tooLarge.path("status").asString()).isEqualTo("OK");
        assertThat(tooLarge.path("payload").isNull()).isTrue();
        assertThat(tooLarge.path("payload_error").asString()).contains("too large");
    }

    /** The same, with more words than an answer can carry. */
    private static Generation large(Generation it) {
        var words = new Artifact("a", "text/plain", 1L << 30, "0".repeat(64), Optional.empty(), Optional.empty(), "a");
        return new Generation(
                it.project(),
                it.id(),
                it.requestedAt(),
                it.wanted().resolved("studio/all", Capability.DESCRIBE),
                it.status(),
                it.provider(),
                it.attempt(),
                it.progress(),
                it.timings(),
                it.costMicros(),
                it.fault(),
                List.of(words));
    }

    private JsonNode written(Generation generation) throws IOException {
        return post.write(
                new Occurrence("generation.succeeded", Generations.NOON, new Subject.OfGeneration(generation)));
    }
}
