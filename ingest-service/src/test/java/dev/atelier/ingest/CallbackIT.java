package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.ProviderCalledBack;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.platform.kafka.TopicTail;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers call back, and nobody else. */
class CallbackIT {
    private final Client vendor = new Client(Edge.service().port(), Optional.empty());
    private final String id = UUID.randomUUID().toString();
    private final String path =
            URI.create(Edge.CALLBACKS.callbacks().orElseThrow().url("fal", id)).getRawPath();
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
        assertThat(call(path, "{\"status\": \"OK\"}")).isEqualTo(204);

        await().untilAsserted(() -> assertThat(heard).singleElement().satisfies(call -> {
            assertThat(call.getGenerationId()).isEqualTo(id);
            assertThat(call.getProvider()).isEqualTo("fal");
        }));
    }

    @Test
    void hearsTheSameCallAsOftenAsItComes() {
        assertThat(call(path, "not JSON")).isEqualTo(204);
        assertThat(call(path, "")).isEqualTo(204);

        await().until(() -> heard.size() == 2);
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

        assertThat(call(form.formatted(token), "{}")).isEqualTo(404);

        tail.awaitEnd(Duration.ofSeconds(10));
        assertThat(heard).isEmpty();
    }

    private int call(String to, String body) {
        return vendor.send(to, request -> request.POST(BodyPublishers.ofString(body)))
                .status();
    }
}
