package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Node;
import dev.atelier.ingest.testing.Outcomes;
import dev.atelier.ingest.testing.Studio;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official clients as they come from the registry; what each case expects stands in its script. */
@TestInstance(Lifecycle.PER_CLASS)
class OfficialClientsIT {
    private final Outcomes outcomes = Edge.outcomes();
    private final Studio studio = new Studio(Edge.kafka(), outcomes, Edge.pipeline());
    private final int port = Edge.service().port();

    @BeforeAll
    void awaitModelAndKeys() {
        for (String key : new String[] {Studio.KEY, Studio.OTHER_KEY}) {
            var client = new Client(port, Optional.of(key));
            Awaitility.await()
                    .until(() -> client.get("/openai/v1/models/" + Studio.MODEL).status() == 200);
        }
    }

    @AfterAll
    void close() {
        studio.close();
        outcomes.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai.mjs", "replicate.mjs", "fal.mjs"})
    void isServedUnmodified(String script) {
        var ended = Node.run(
                script,
                Map.of(
                        "BASE_URL", "http://127.0.0.1:" + port,
                        "API_KEY", Studio.KEY,
                        "OTHER_KEY", Studio.OTHER_KEY,
                        "MODEL", Studio.MODEL));

        assertThat(ended.status()).as(ended.output()).isZero();
    }
}
