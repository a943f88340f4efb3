package dev.atelier.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.cli.Json;
import dev.atelier.event.GenerationResult;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} of everything while generations wait, run and are being stored. */
class KilledUnderLoadIT {
    private static final int REQUESTS = 400;
    private static final int CLIENTS = 8;
    private static final int STORED_BEFORE_KILL = 40;
    private static final int LONGEST_DELAY_MILLIS = 1_500;
    /** Leases of killed workers run out first. */
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private Program program;

    @BeforeEach
    void starts() throws IOException {
        program = new Program();
        var up = program.up();
        assertThat(up.status()).as(up.err()).isZero();
    }

    @AfterEach
    void leavesNothing() {
        program.close();
    }

    @Test
    void eachAcceptedGenerationReachesOneEndAndNothingIsStoredTwice() throws Exception {
        submitUntilKilled();

        var up = program.up();

        assertThat(up.status()).as(up.err()).isZero();
        assertThat(up.err()).contains("recovering");
        assertThat(accepted).hasSizeGreaterThan(STORED_BEFORE_KILL);
        try (var records = new Records(endpoints())) {
            awaitTheEnd(records);
            var results = records.committed(records.kafka().topics().results());
            assertThat(results.stream().map(GenerationResult::getGenerationId))
                    .doesNotHaveDuplicates()
                    .containsAll(accepted);
            assertThat(results.stream().map(result -> result.getStatus().name()))
                    .containsOnly("SUCCEEDED");
            // Else nothing was in a worker's hands when it was killed, and this shows less than it says.
            assertThat(results.stream().map(GenerationResult::getAttempt)).contains(2);
            assertThat(records.committed(records.kafka().topics().outcomes()).stream()
                            .map(outcome -> outcome.getRequest().getGenerationId()))
                    .doesNotHaveDuplicates()
                    .hasSameSizeAs(results);
            assertThat(listedIds())
                    .doesNotHaveDuplicates()
                    .hasSameSizeAs(results)
                    .containsAll(accepted);
            assertThat(objects("projects/default/content/")).hasSameSizeAs(results);
            assertThat(objects("projects/default/provenance/")).hasSameSizeAs(results);
        }
        assertThat(program.run("down").status()).isZero();
    }

    /** Kills when some are stored: others wait, run or are being stored then. */
    private void submitUntilKilled() throws Exception {
        try (var api = new Api(program.data());
                var records = new Records(endpoints());
                var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (var seed = 0; seed < REQUESTS; seed++) {
                var number = seed;
                clients.execute(() -> submit(api, number));
            }
            var results = records.kafka().topics().results();
            await().atMost(RECOVERY)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> records.committed(results).size() >= STORED_BEFORE_KILL);
            program.kill();
        }
    }

    private void submit(Api api, int number) {
        try {
            accepted.add(api.submit(number, number * 37 % LONGEST_DELAY_MILLIS));
        } catch (IOException _) {
            // Killed meanwhile: nothing was promised.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode endpoints() throws IOException {
        return Json.read(Files.readAllBytes(program.data().endpointsFile()));
    }

    private void awaitTheEnd(Records records) {
        var results = records.kafka().topics().results();
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(records.committed(results).stream().map(GenerationResult::getGenerationId))
                                .containsAll(accepted));
        var requests = records.committed(records.kafka().topics().requests());
        // One may have been accepted although its caller never heard so.
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> records.committed(results).size() >= requests.size());
    }

    private List<String> listedIds() {
        return program.run("list", "--all", "--limit", "100", "--json")
                .json()
                .path("data")
                .valueStream()
                .map(generation -> generation.path("id").asString())
                .toList();
    }

    private List<String> objects(String prefix) throws Exception {
        var s3 = endpoints().path("s3");
        var client = MinioClient.builder()
                .endpoint(s3.path("endpoint").asString())
                .credentials(
                        s3.path("accessKey").asString(), s3.path("secretKey").asString())
                .build();
        var names = new ArrayList<String>();
        for (var object : client.listObjects(ListObjectsArgs.builder()
                .bucket(s3.path("bucket").asString())
                .prefix(prefix)
                .recursive(true)
                .build())) {
            names.add(object.get().objectName());
        }
        client.close();
        return names;
    }
}
