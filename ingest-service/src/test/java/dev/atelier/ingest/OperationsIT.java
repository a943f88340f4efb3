package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsIT {
    private final Client client = Edge.client();
    private final Client stranger = new Client(Edge.service().port(), Optional.empty());

    @Test
    void isHealthyAndReadyWithoutAKey() {
        Answer health = stranger.get("/health");
        Answer ready = stranger.get("/ready");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().toString()).isEqualTo("{\"status\":\"healthy\",\"service\":\"ingest\"}");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().toString()).isEqualTo("""
                        {"status":"ready","parts":{"cassandra":"ready","kafka":"ready","objects":"ready","views":"ready"}}""");
    }

    @Test
    void describesItselfWithoutAKey() {
        Answer answer = stranger.get("/openapi.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("openapi")).isEqualTo("3.1.0");
        assertThat(answer.json().path("paths").propertyNames())
                .contains(
                        "/v1/generations",
                        "/v1/batches",
                        "/v1/dead-letters/{id}",
                        "/v1/pauses/{kind}/{name}",
                        "/v1/providers",
                        "/v1/providers/{provider}/check",
                        "/generations/{id}/file.{ext}",
                        "/health",
                        "/ready",
                        "/openapi.json");
    }

    @Test
    void measuresWhatItServesForAdmins() {
        assertThat(client.get("/v1/generations?limit=1").status()).isEqualTo(200);

        assertThat(new String(client.get("/metrics").raw().body(), UTF_8))
                .contains("http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/v1/generations\"}");
        assertThat(stranger.get("/metrics").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/generations",
                "/v1/batches",
                "/v1/batches/00000000-0000-7000-8000-000000000000",
                "/v1/generations/00000000-0000-7000-8000-000000000000",
                "/generations/00000000-0000-7000-8000-000000000000/file.png"
            })
    void asksForAKey(String path) {
        Answer none = stranger.get(path);
        Answer wrong = stranger.get(path, "x-api-key", "atl_wrong");
        Answer basic = stranger.get(path, "Authorization", "Basic " + Edge.KEY);

        for (Answer answer : new Answer[] {none, wrong, basic}) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("error.code")).isEqualTo("unauthorized");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.text("request_id"))
                    .isEqualTo(answer.header("x-request-id"))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "Key "})
    void takesTheKeyAsAuthorization(String scheme) {
        Answer answer = stranger.get("/v1/generations?limit=1", "Authorization", scheme + Edge.KEY);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void refusesAKeyOnceItIsRevoked() {
        String key = "atl_short_lived_0123456789";
        var holder = new Client(Edge.service().port(), Optional.of(key));
        Edge.pipeline().key("key_short", key, "default", false);
        Awaitility.await().until(() -> holder.get("/v1/generations?limit=1").status() == 200);

        Edge.pipeline().key("key_short", key, "default", true);

        Awaitility.await().until(() -> holder.get("/v1/generations?limit=1").status() == 401);
    }

    @Test
    void saysThatThereIsNoSuchPathInTheShapeOfEveryError() {
        Answer answer = client.get("/v2/nothing", "x-request-id", "my-request.1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().toString()).isEqualTo("""
                        {"error":{"code":"not_found","message":"There is no such path."},"request_id":"my-request.1"}""");
        assertThat(answer.header("x-request-id")).isEqualTo("my-request.1");
    }

    @Test
    void saysWhichMethodsAPathAnswers() {
        Answer answer = client.send("/v1/generations", request -> request.PUT(BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST, GET, HEAD");
        assertThat(answer.text("error.code")).isEqualTo("method_not_allowed");
    }

    @Test
    void replacesARequestIdThatIsNotSane() {
        Answer answer = client.get("/health", "x-request-id", "no spaces, please");

        assertThat(answer.header("x-request-id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void answersHeadWithoutABody() {
        Answer answer = client.send("/health", request -> request.method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEmpty();
    }
}
