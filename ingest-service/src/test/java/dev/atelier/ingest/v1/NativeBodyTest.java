package dev.atelier.ingest.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.http.OwnAddress;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.store.Generation.Wanted;
import dev.atelier.ingest.store.Status;
import dev.atelier.ingest.webhooks.Occurrence;
import dev.atelier.ingest.webhooks.Occurrence.Subject;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.secrets.RootSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is posted. */
class NativeBodyTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final NativeBody body = new NativeBody(
            new OwnAddress(Optional.of(URI.create("https://atelier.test/")), "0.0.0.0"),
            new FileLinks(
                    new RootSecret(new Secret("a secret of thirty-two characters")), Duration.ofDays(1), () -> NOON));

    @Test
    void tellsWhatHappenedWhenAndToWhat() {
        JsonNode post = write("{\"prompt\": \"a fox\"}");

        assertThat(post.path("type").asString()).isEqualTo("generation.succeeded");
        assertThat(post.path("timestamp").asString()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(post.at("/data/id").asString()).isEqualTo("g-1");
        assertThat(post.at("/data/input/prompt").asString()).isEqualTo("a fox");
        assertThat(post.at("/data/links/self").asString()).isEqualTo("https://atelier.test/v1/generations/g-1");
    }

    @Test
    void linksToFilesThatNeedNoKey() {
        JsonNode post = write("{}");

        assertThat(post.at("/data/artifacts/0/url").asString())
                .startsWith("https://atelier.test/files/")
                .isEqualTo(post.at("/data/links/file").asString());
    }

    @Test
    void leavesOutAnInputThatMakesItLarge() {
        JsonNode post = write("{\"prompt\": \"%s\"}".formatted("x".repeat(20_000)));

        assertThat(post.path("data").has("input")).isFalse();
        assertThat(Json.MAPPER.writeValueAsBytes(post)).hasSizeLessThan(20_000);
    }

    @Test
    void saysWhenItIsOnlyTried() {
        JsonNode post = body.write(new Occurrence("webhook.test", NOON, new Subject.Trial()));

        assertThat(post.at("/data/message").asString()).isEqualTo("Posts arrive.");
    }

    private JsonNode write(String input) {
        return body.write(new Occurrence("generation.succeeded", NOON, new Subject.OfGeneration(generation(input))));
    }

    private static Generation generation(String input) {
        return new Generation(
                "default",
                "g-1",
                NOON,
                new Wanted(
                        Optional.empty(),
                        Optional.empty(),
                        input,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                Status.SUCCEEDED,
                Optional.of("sketch"),
                1,
                Optional.empty(),
                Map.of("requestedAt", NOON),
                Optional.empty(),
                Optional.empty(),
                List.of(new Artifact(
                        "g-1.0", "image/png", 5, "0".repeat(64), Optional.empty(), Optional.empty(), "key")));
    }
}
