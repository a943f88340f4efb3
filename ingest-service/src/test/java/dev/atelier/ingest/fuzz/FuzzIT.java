package dev.atelier.ingest.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.ingest.IngestService;
import dev.atelier.ingest.fuzz.Calls.Operation;
import dev.atelier.ingest.fuzz.Calls.Twist;
import dev.atelier.ingest.fuzz.Wire.Call;
import dev.atelier.ingest.fuzz.Wire.Reply;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Outcomes;
import dev.atelier.ingest.testing.Studio;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Some hundred calls; {@code -Dfuzz.calls} says how many, {@code -Dfuzz.seed} which. */
@TestInstance(Lifecycle.PER_CLASS)
class FuzzIT {
    private static final long SEED = Long.getLong("fuzz.seed", 20260131);
    private static final int CALLS = Integer.getInteger("fuzz.calls", 600);
    private static final String KEY = "atl_test_fuzz0123456789abcdefghijklmnopqrs";
    /** It would put back what other tests have put aside, so here nobody may. */
    private static final String FORBIDDEN = "redriveDeadLetters";

    private final Outcomes outcomes = Edge.outcomes();
    private final Studio studio = new Studio(Edge.kafka(), outcomes, Edge.pipeline());
    private final IngestService edge = Edge.answering(Duration.ofMillis(200));
    private final Client client = new Client(edge.port(), Optional.of(KEY));

    @BeforeAll
    void awaitKeyAndModel() {
        Edge.pipeline()
                .key(ApiKeyDefined.newBuilder()
                        .setKeyId("key_fuzz")
                        .setSha256(ApiKeys.hash(KEY))
                        .setLastFour(KEY.substring(KEY.length() - 4))
                        .setProject(Studio.PROJECT)
                        .setScopes(List.of(KeyScope.READ, KeyScope.SUBMIT, KeyScope.MANAGE))
                        .setCreatedAt(Instant.now())
                        .build());
        Awaitility.await().until(() -> client.get("/v1/models/" + Studio.MODEL).status() == 200);
    }

    @AfterAll
    void close() {
        forget();
        edge.close();
        studio.close();
        outcomes.close();
    }

    @Test
    void answersAsItIsDescribedWhateverIsSent() {
        var document = client.get("/openapi.json").json();
        var contract = new Contract(document);
        var random = new Random(SEED);
        var calls = new Calls(random, new Values(random, document));
        List<Operation> operations = contract.operations();
        Map<String, String> faults = new LinkedHashMap<>();

        for (int i = 0; i < CALLS; i++) {
            Operation operation = calls.pick(operations);
            Twist twist = calls.twist();
            Call call = calls.make(operation, twist, key(operation));
            try {
                Reply reply = Wire.send(edge.port(), call);
                contract.fault(operation, reply, twist == Twist.PATH || twist == Twist.HEADER)
                        .ifPresent(fault -> faults.putIfAbsent(
                                "%s answers %d and %s".formatted(operation, reply.status(), fault),
                                "%s → %s".formatted(call, reply.body())));
                calls.learn(operation, reply);
            } catch (IOException e) {
                faults.putIfAbsent("%s answers nothing: %s".formatted(operation, e.getMessage()), call.toString());
            }
        }

        assertThat(faults).as("seed %d, %d calls", SEED, CALLS).isEmpty();
    }

    /** What admins have made by chance, if they have; models first, since they need the others. */
    private void forget() {
        var admin = new Client(edge.port(), Optional.of(Edge.KEY));
        for (String path :
                List.of("/v1/models/%s/fuzz-1", "/v1/models/%s/fuzz-2", "/v1/accounts/%s", "/v1/projects/%s")) {
            for (String name : Calls.OWN_NAMES) {
                admin.send(path.formatted(name), HttpRequest.Builder::DELETE);
            }
        }
    }

    private static String key(Operation operation) {
        boolean isAdmins = operation.scope().equals("admin")
                && !operation.node().path("operationId").asString().equals(FORBIDDEN);
        return isAdmins ? Edge.KEY : KEY;
    }
}
