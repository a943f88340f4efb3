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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Connectors in a process of their own, killed at any time while they submit to a vendor that charges for each submit, wait
 * for it, and fetch what it made; and killed at each point where that matters. The property {@code connector.kills} says how
 * often.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledConnectorIT {
    private static final int KILLS = Integer.getInteger("connector.kills", 1);
    private static final int BETWEEN_KILLS = 25;
    private static final long PRICE = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<ConnectorProcess> processes = new ArrayList<>();
    private Program program;

    @BeforeAll
    void starts() throws IOException {
        program = new Program();
        var up = program.up();
        assertThat(up.status()).as(up.err()).isZero();
    }

    @AfterEach
    void leavesNoConnectors() {
        processes.forEach(ConnectorProcess::close);
    }

    @AfterAll
    void leavesNothing() {
        program.close();
    }

    @Test
    void noGenerationIsSubmittedTwiceNorPaidTwice() throws Exception {
        int wanted = BETWEEN_KILLS * (KILLS + 1);
        try (var vendor = new PaidVendor();
                var api = new Api(program.data());
                var records = new Records(endpoints())) {
            account("replicate", "replicate", vendor.baseUrl(), 12, 5000);
            model("it/paid", "replicate", "replicate", "{}");
            var connectors = connectors(Map.of());
            Set<String> ids = new HashSet<>();
            for (int number = 0; number < wanted; number++) {
                ids.add(api.submit("it/paid", "prompt %d".formatted(number)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int until =
                        BETWEEN_KILLS * kill + ThreadLocalRandom.current().nextInt(BETWEEN_KILLS) - BETWEEN_KILLS / 2;
                await().atMost(PATIENCE).until(() -> vendor.submits().size() >= until);
                connectors.kill();
                connectors.start();
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> results(records, ids).size() >= wanted);

            judge(vendor, results(records, ids), usage(records, ids), wanted);
        }
    }

    private static List<GenerationResult> results(Records records, Set<String> ids) {
        return records.committed(records.kafka().topics().results()).stream()
                .filter(result -> ids.contains(result.getGenerationId()))
                .toList();
    }

    private static List<UsageRecorded> usage(Records records, Set<String> ids) {
        return records.committed(records.kafka().topics().usage()).stream()
                .filter(movement -> ids.contains(movement.getGenerationId()))
                .toList();
    }

    private static void judge(
            PaidVendor vendor, List<GenerationResult> results, List<UsageRecorded> usage, int wanted) {
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

    /** Where a vendor can be asked by an id of ours there is one submit, wherever the worker dies. */
    @Test
    void aKillAtAnyPointNeitherLosesWhatIsMadeNorRepeatsWhatIsPaid() throws Exception {
        try (var vendor = new HeldVendor();
                var api = new Api(program.data());
                var records = new Records(endpoints());
                var log = new WorkerLog(
                        records.kafka(),
                        vendor.dialects().stream().map(Dialect::provider).toList())) {
            for (var dialect : vendor.dialects()) {
                String provider = dialect.provider();
                // Long enough for a slow machine: a lease that ends while its job is held is one attempt more.
                account("held-" + provider, provider, vendor.root(dialect), 10, 10_000);
                model("held/" + provider, provider, "held-" + provider, dialect.defaults());
            }
            var connectors = connectors(Map.of(
                    "ATELIER_PROVIDERS_REPLICATE_SLOTS", "6",
                    "ATELIER_PROVIDERS_COMFYUI_ENABLED", "true",
                    "ATELIER_PROVIDERS_COG_ENABLED", "true"));
            var jobs = new HeldJobs(vendor, log);

            for (int kill = 1; kill <= KILLS; kill++) {
                vendor.hold();
                jobs.submit(api);
                await().atMost(PATIENCE).until(jobs::areThere);
                connectors.kill();
                vendor.letGo();
                connectors.start();
                await().atMost(PATIENCE).until(jobs::haveEnded);
            }

            System.out.print(jobs.table());
            jobs.judge(records.committed(records.kafka().topics().usage()), PRICE);
        }
    }

    private ConnectorProcess connectors(Map<String, String> settings) throws IOException {
        var environment = new HashMap<>(settings);
        environment.put("REPLICATE_API_TOKEN", "r8_test");
        var connectors = new ConnectorProcess(program.folder(), endpoints(), environment);
        processes.add(connectors);
        connectors.start();
        return connectors;
    }

    private void account(String name, String provider, String baseUrl, int concurrency, int leaseMillis)
            throws IOException {
        define("accounts", name, """
                provider: %s
                concurrency: %d
                leaseMillis: %d
                maxAttempts: 20
                baseUrl: %s
                """.formatted(provider, concurrency, leaseMillis, baseUrl));
    }

    private void model(String name, String provider, String account, String defaults) throws IOException {
        define("models", name, """
                title: A model that costs money
                capabilities: [text-to-image]
                input: {type: object, required: [prompt], properties: {prompt: {type: string}}}
                targets:
                  - provider: %s
                    account: %s
                    providerModel: %s
                    defaults: %s
                    prices: [{micros: %d, per: request}]
                """.formatted(provider, account, name, defaults, PRICE));
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
