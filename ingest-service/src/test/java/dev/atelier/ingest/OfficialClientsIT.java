package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Node;
import dev.atelier.ingest.testing.Outcomes;
import dev.atelier.ingest.testing.Studio;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official clients as they come from the registry; what each case expects stands in its script. */
@TestInstance(Lifecycle.PER_CLASS)
class OfficialClientsIT {
    private final Outcomes outcomes = Edge.outcomes();
    private final Studio studio = new Studio(Edge.kafka(), outcomes, Edge.pipeline());
    private final int port = Edge.service().port();
    private final IngestService impatient = Edge.answering(Duration.ofMillis(500));

    @BeforeAll
    void awaitModelAndKeys() {
        for (String key : new String[] {Studio.KEY, Studio.OTHER_KEY}) {
            for (int each : new int[] {port, impatient.port()}) {
                var client = new Client(each, Optional.of(key));
                Awaitility.await()
                        .until(() ->
                                client.get("/openai/v1/models/" + Studio.MODEL).status() == 200);
            }
        }
    }

    @AfterAll
    void close() {
        impatient.close();
        studio.close();
        outcomes.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-images.mjs", "openai-words.mjs", "replicate.mjs", "replicate-files.mjs", "fal.mjs"})
    void isServedUnmodified(String script) {
        var ended = Node.run(
                script,
                Map.of(
                        "BASE_URL", "http://127.0.0.1:" + port,
                        "IMPATIENT_URL", "http://127.0.0.1:" + impatient.port(),
                        "API_KEY", Studio.KEY,
                        "OTHER_KEY", Studio.OTHER_KEY,
                        "MODEL", Studio.MODEL));

        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    void answersThePictureItself() {
        Answer answer = generate("{\"prompt\": \"a red fox\", \"model\": \"studio/all\", \"instance_id\": \"studio\", "
                + "\"project_id\": \"forge\", \"options\": {\"size\": \"8x8\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("metadata.dimensions")).isEqualTo("1x1");
        assertThat(answer.text("metadata.format")).isEqualTo("png");
        assertThat(answer.text("request_id")).isEqualTo(answer.header("x-request-id"));
        var anybody = new Client(port, Optional.empty());
        assertThat(anybody.get(URI.create(answer.text("image_url")).getPath()).status())
                .isEqualTo(200);
        assertThat(studio().get("/" + answer.text("r2_path")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400",
                "{'prompt': 'a fox', 'model': 'studio/all', 'options': {'project': 'other'}} | 400",
                "{'prompt': 'a fox', 'model': 'studio/all', 'cost': 0} | 400",
                "{'prompt': 'a fox', 'model': 'studio/none'} | 404",
                "{'prompt': 'a fox', 'model': 'studio/all', 'instance_id': 'default'} | 404",
                "{'prompt': 'fail throttled', 'model': 'studio/all'} | 429",
                "{'prompt': 'fail provider_failed', 'model': 'studio/all'} | 502"
            })
    void saysWhyThereIsNoPictureAndUnderWhichRequest(String body, int status) {
        Answer answer = generate(body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("request_id")).isEqualTo(answer.header("x-request-id"));
        assertThat(answer.header("Retry-After")).isEqualTo(status == 429 ? "1" : "");
    }

    @Test
    void namesTheIdOfAPictureThatTakesLongerThanACallMayWait() {
        var client = new Client(impatient.port(), Optional.of(Studio.KEY));

        Answer answer = generate(client, "{\"prompt\": \"stay\", \"model\": \"studio/all\"}");

        assertThat(answer.status()).isEqualTo(504);
        String message = answer.text("error.message");
        String id = message.substring(message.lastIndexOf(' ') + 1, message.length() - 1);
        assertThat(studio().get("/v1/generations/" + id).text("status")).isIn("queued", "running");
    }

    private Client studio() {
        return new Client(port, Optional.of(Studio.KEY));
    }

    private Answer generate(String body) {
        return generate(studio(), body);
    }

    private static Answer generate(Client client, String body) {
        return client.send(
                "/generate",
                request -> request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }
}
