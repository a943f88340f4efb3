package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.ProviderCalledBack;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.FalSigner;
import dev.atelier.platform.callbacks.Callbacks;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.secrets.HmacSha256;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers call back, and nobody else. */
class CallbackIT {
    private static final String BODY = "{\"status\": \"OK\"}";
    private static final Callbacks CALLBACKS = Edge.CALLBACKS.callbacks().orElseThrow();

    private final Client vendor = new Client(Edge.service().port(), Optional.empty());
    private final String id = UUID.randomUUID().toString();
    private final String path = path("fal");
    private final List<ProviderCalledBack> heard = new CopyOnWriteArrayList<>();
    private final TopicTail<String, ProviderCalledBack> tail =
            new TopicTail<>(Edge.kafka(), Edge.kafka().topics().callbacks(), TopicTail.Start.LATEST, (key, call) -> {
                if (call != null && key.equals(id)) {
                    heard.add(call);
                }
            });

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void tellsTheConnectorsThatAProviderHasCalled() {
        assertThat(call(path, BODY, signed(BODY)).status()).isEqualTo(204);

        await().untilAsserted(() -> assertThat(heard).singleElement().satisfies(call -> {
            assertThat(call.getGenerationId()).isEqualTo(id);
            assertThat(call.getProvider()).isEqualTo("fal");
        }));
    }

    @Test
    void hearsTheSameCallAsOftenAsItComes() {
        var signed = signed("not JSON");

        assertThat(call(path, "not JSON", signed).status()).isEqualTo(204);
        assertThat(call(path, "not JSON", signed).status()).isEqualTo(204);
        assertThat(call(path, "", signed("")).status()).isEqualTo(204);

        await().until(() -> heard.size() == 3);
    }

    @Test
    void hearsEachVendorThatSignsInItsOwnWayAndOneThatSignsNothing() {
        assertThat(call(path("replicate"), BODY, signedByReplicate()).status()).isEqualTo(204);
        assertThat(call(path("bfl"), BODY, signedByBfl(id)).status()).isEqualTo(204);
        assertThat(call(path("runpod"), BODY, Map.of()).status()).isEqualTo(204);
        assertThat(call(path("replicate") + "?attempt=2", BODY, signedByReplicate())
                        .status())
                .isEqualTo(204);

        await().untilAsserted(() -> assertThat(heard)
                .extracting(ProviderCalledBack::getProvider)
                .containsExactlyInAnyOrder("replicate", "bfl", "runpod", "replicate"));
    }

    @Test
    void hearsNoCallThatItsVendorDidNotSign() throws Exception {
        var stale = Edge.FAL.headers(BODY, Instant.now().minusSeconds(400));
        var forged = new FalSigner().headers(BODY, Instant.now());

        assertRefused(call(path, BODY, Map.of()), "signature_missing");
        assertRefused(call(path, BODY, stale), "signature_stale");
        assertRefused(call(path, BODY, forged), "signature_wrong");
        assertRefused(call(path, BODY + " ", signed(BODY)), "signature_wrong");
        assertRefused(call(path("replicate"), BODY, signed(BODY)), "signature_missing");
        assertRefused(call(path("bfl"), BODY, signedByBfl("another")), "signature_wrong");
        tail.awaitEnd(Duration.ofSeconds(10));
        assertThat(heard).isEmpty();
    }

    @Test
    void readsNoMoreThanABoundOfWhatIsSigned() throws Exception {
        String large = "x".repeat((1 << 20) + 1);

        assertThat(call(path, large, signed(large)).status()).isEqualTo(413);
        tail.awaitEnd(Duration.ofSeconds(10));
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/callbacks/fal/forged",
                "/callbacks/fal/Zm9yZ2Vk.AAAA",
                "/callbacks/replicate/%s",
                "/callbacks/fal/%sx"
            })
    void hearsNobodyWhomItDidNotTellToCall(String form) throws Exception {
        String token = path.substring(path.lastIndexOf('/') + 1);

        assertThat(call(form.formatted(token), "{}", signed("{}")).status()).isEqualTo(404);

        tail.awaitEnd(Duration.ofSeconds(10));
        assertThat(heard).isEmpty();
    }

    private String path(String provider) {
        return URI.create(CALLBACKS.url(provider, id)).getRawPath();
    }

    private Answer call(String to, String body, Map<String, String> headers) {
        return vendor.send(to, request -> {
            headers.forEach(request::header);
            return request.POST(BodyPublishers.ofString(body));
        });
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("error.code")).isEqualTo(code);
    }

    private static Map<String, String> signed(String body) {
        return Edge.FAL.headers(body, Instant.now());
    }

    private static Map<String, String> signedByReplicate() {
        byte[] key = Base64.getDecoder().decode(Edge.REPLICATE_SECRET.value().substring("whsec_".length()));
        String seconds = Long.toString(Instant.now().getEpochSecond());
        byte[] made = HmacSha256.of(key, "msg_1.%s.%s".formatted(seconds, BODY).getBytes(UTF_8));
        return Map.of(
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                seconds,
                "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(made));
    }

    private static Map<String, String> signedByBfl(String generationId) {
        byte[] secret = CALLBACKS.signingSecret("bfl", generationId).value().getBytes(UTF_8);
        return Map.of(
                "X-BFL-Signature", "sha256=" + HexFormat.of().formatHex(HmacSha256.of(secret, BODY.getBytes(UTF_8))));
    }
}
