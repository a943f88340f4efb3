package dev.atelier.cli.whole;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.cli.Json;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.UsageRecorded;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Connectors in a process of their own, killed at any time while they submit to a vendor that charges for each submit, wait
 * for it, and fetch what it made. The property {@code connector.kills} says how often.
 */
class KilledConnectorIT {
    private static final int KILLS = Integer.getInteger("connector.kills", 1);
    private static final int BETWEEN_KILLS = 25;
    private static final long PRICE = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Program program;
    private PaidVendor vendor;
    private ConnectorProcess connectors;

    @BeforeEach
    void starts() throws IOException {
        program = new Program();
        vendor = new PaidVendor();
        var up = program.up();
        assertThat(up.status()).as(up.err()).isZero();
        connectors = new ConnectorProcess(program.folder(), endpoints(), Map.of("REPLICATE_API_TOKEN", "r8_test"));
        connectors.start();
        define("accounts", "replicate", """
                provider: replicate
                concurrency: 12
                leaseMillis: 5000
                maxAttempts: 20
                baseUrl: %s
                """.formatted(vendor.baseUrl()));
        define("models", "it/paid", """
                title: A model that costs money
                capabilities: [text-to-image]
                input: {type: object, required: [prompt], properties: {prompt: {type: string}}}
                targets:
                  - provider: replicate
                    account: replicate
                    providerModel: it/paid
                    prices: [{micros: %d, per: request}]
                """.formatted(PRICE));
    }

    @AfterEach
    void leavesNothing() {
        connectors.close();
        program.close();
        vendor.close();
    }

    @Test
    void noGenerationIsSubmittedTwiceNorPaidTwice() throws Exception {
        int wanted = BETWEEN_KILLS * (KILLS + 1);
        try (var api = new Api(program.data());
                var records = new Records(endpoints())) {
            for (int number = 0; number < wanted; number++) {
                api.submit("it/paid", "prompt %d".formatted(number));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int until =
                        BETWEEN_KILLS * kill + ThreadLocalRandom.current().nextInt(BETWEEN_KILLS) - BETWEEN_KILLS / 2;
                await().atMost(PATIENCE).until(() -> vendor.submits().size() >= until);
                connectors.kill();
                connectors.start();
            }
            var results = records.kafka().topics().results();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> records.committed(results).size() >= wanted);

            judge(
                    records.committed(results),
                    records.committed(records.kafka().topics().usage()),
                    wanted);
        }
    }

    private void judge(List<GenerationResult> results, List<UsageRecorded> usage, int wanted) {
        assertThat(results.stream().map(GenerationResult::getGenerationId))
                .hasSize(wanted)
                .doesNotHaveDuplicates();
        assertThat(vendor.submits().values()).containsOnly(1);
        // Killed between the vendor's acceptance and our report: nobody can tell, so nobody asks again.
        assertThat(results.stream().filter(result -> result.getStatus() != GenerationStatus.SUCCEEDED))
                .allSatisfy(result ->
                        assertThat(result.getFailure().orElseThrow().getKind()).isEqualTo(FailureKind.UNCERTAIN));
        assertThat(count(results, GenerationStatus.SUCCEEDED))
                .isLessThanOrEqualTo(vendor.submits().size());
        // Else no job was in a worker's hands when it was killed, and this shows less than it says.
        assertThat(results.stream()
                        .filter(result -> result.getStatus() == GenerationStatus.SUCCEEDED)
                        .map(GenerationResult::getAttempt))
                .anyMatch(attempt -> attempt > 1);
        assertThat(spent(usage).values()).allMatch(micros -> micros <= PRICE);
        assertThat(sum(usage, UsageRecorded::getReservedMicros).values()).containsOnly(0L);
        System.out.printf(
                "%d kills: %d succeeded, %d uncertain, %d resumed, %d submits%n",
                KILLS,
                count(results, GenerationStatus.SUCCEEDED),
                count(results, GenerationStatus.FAILED),
                results.stream().filter(result -> result.getAttempt() > 1).count(),
                vendor.submits().values().stream().mapToInt(Integer::intValue).sum());
    }

    private static Map<String, Long> spent(List<UsageRecorded> usage) {
        return sum(usage, UsageRecorded::getSpentMicros);
    }

    private static Map<String, Long> sum(List<UsageRecorded> usage, Function<UsageRecorded, Long> amount) {
        return usage.stream().collect(groupingBy(UsageRecorded::getGenerationId, summingLong(amount::apply)));
    }

    private static long count(List<GenerationResult> results, GenerationStatus status) {
        return results.stream().filter(result -> result.getStatus() == status).count();
    }

    private void define(String kind, String name, String yaml) throws IOException {
        var file = Files.writeString(program.folder().resolve(kind + ".yaml"), yaml);
        var result = program.run(kind, "define", name, file.toString());
        assertThat(result.status()).as(result.err()).isZero();
    }

    private JsonNode endpoints() throws IOException {
        return Json.read(Files.readAllBytes(program.data().endpointsFile()));
    }
}
