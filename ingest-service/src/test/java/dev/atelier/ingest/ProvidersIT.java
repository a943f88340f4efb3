package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.event.AccountCheck;
import dev.atelier.event.AccountCheckRequested;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.Capability;
import dev.atelier.event.FailureKind;
import dev.atelier.event.GenerationFailure;
import dev.atelier.event.HealthState;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.event.WorkerDevice;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.schemas.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told of providers, and the trial of their credentials. */
class ProvidersIT {
    private static final String OTHER_KEY = "atl_providers_other_0123456789abc";

    private final Client admin = Edge.client();
    private final Topics topics = Edge.kafka().topics();
    private final EventProducer producer = Edge.kafka().producer("providers-it");
    /** A provider of this test alone. */
    private final String provider = "it-" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void tellsHowAProviderDoes() {
        account(provider, null);
        worker("one", 2, Instant.now(), List.of());
        health(HealthState.CLOSED, null);

        var told = awaitProvider(admin);

        assertThat(told.path("state").asString()).isEqualTo("ok");
        assertThat(told.path("slots").asInt()).isEqualTo(2);
        assertThat(told.path("running").asInt()).isEqualTo(1);
        assertThat(told.path("waiting").asInt()).isZero();
        var account = told.path("accounts").path(0);
        assertThat(account.path("name").asString()).isEqualTo(provider);
        assertThat(account.path("state").asString()).isEqualTo("ok");
        assertThat(account.path("concurrency").asInt()).isEqualTo(5);
        assertThat(account.path("errorRatio").asDouble()).isEqualTo(0.1);
        assertThat(account.path("medianMillis").asLong()).isEqualTo(250);
        assertThat(account.path("p95Millis").asLong()).isEqualTo(900);
        var worker = told.path("workers").path(0);
        assertThat(worker.path("id").asString()).isEqualTo("one");
        assertThat(worker.at("/device/name").asString()).isEqualTo("cuda:0");
        assertThat(worker.at("/device/warmModels/0").asString()).isEqualTo("tiny");
        assertThat(worker.at("/device/load").asDouble()).isEqualTo(0.5);
        assertThat(worker.at("/device/memoryUsed").asLong()).isEqualTo(70);
        assertThat(worker.at("/device/memoryTotal").asLong()).isEqualTo(200);
    }

    @Test
    void tellsThatAnAccountIsLeftAlone() {
        account(provider, null);
        worker("one", 2, Instant.now(), List.of());
        health(HealthState.OPEN, Instant.now().plusSeconds(60));

        var told = awaitProvider(admin);

        assertThat(told.path("state").asString()).isEqualTo("failing");
        assertThat(told.at("/accounts/0/state").asString()).isEqualTo("open");
        assertThat(told.at("/accounts/0/until").isString()).isTrue();
    }

    @Test
    void tellsThatNobodyWorks() {
        account(provider, null);
        worker("gone", 2, Instant.now().minusSeconds(31), List.of());

        var told = awaitProvider(admin);

        assertThat(told.path("state").asString()).isEqualTo("unstaffed");
        assertThat(told.path("workers")).isEmpty();
    }

    @Test
    void tellsWhichKeyIsMissingAndRefusesWhatNeedsIt() {
        String model = "it/" + provider;
        account(provider, null);
        model(model);
        vacancy("one");
        awaitProvider(admin);
        await().until(() -> stateOf(model), "keyless"::equals);

        Answer refused = admin.submit("{\"model\": \"%s\", \"input\": {}}".formatted(model));
        var told = awaitProvider(admin);

        assertThat(admin.get("/v1/models/" + model).text("missing")).isEqualTo("IT_KEY");
        assertThat(told.path("state").asString()).isEqualTo("keyless");
        assertThat(told.path("missing").asString()).isEqualTo("IT_KEY");
        assertThat(told.path("workers")).isEmpty();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("error.message"))
                .isEqualTo("Model %s has no key: set IT_KEY where the connectors run, and start them again."
                        .formatted(model));
        assertThat(check(admin, "").status()).isEqualTo(409);

        worker("two", 1, Instant.now(), List.of());

        await().until(() -> stateOf(model), "ready"::equals);
        assertThat(admin.submit("{\"model\": \"%s\", \"input\": {}}".formatted(model))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void bringsTheModelsOfVendors() {
        var model = admin.get("/v1/models/fal/flux-schnell").json();

        assertThat(model.path("state").asString()).isEqualTo("unstaffed");
        assertThat(model.at("/targets/0/account").asString()).isEqualTo("fal");
        assertThat(admin.get("/v1/accounts/fal").status()).isEqualTo(200);
    }

    @Test
    void showsAnAccountOfAProjectToNobodyElse() {
        Edge.pipeline().key("key_providers", OTHER_KEY, "somebody-else", false);
        account(provider, "default");
        worker("one", 1, Instant.now(), List.of());
        awaitProvider(admin);

        var stranger = new Client(Edge.service().port(), Optional.of(OTHER_KEY));

        await().until(() -> stranger.get("/v1/providers").status() == 200);
        assertThat(awaitProvider(stranger).path("accounts")).isEmpty();
        assertThat(awaitProvider(admin).path("accounts")).hasSize(1);
        assertThat(check(stranger, "").status()).isEqualTo(403);
    }

    @Test
    void hasCredentialsTried() {
        account(provider, null);
        worker("one", 1, Instant.now(), List.of());
        awaitProvider(admin);
        try (var _ = answering(Optional.empty())) {
            Answer answer = check(admin, "{\"account\": \"%s\"}".formatted(provider));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/data/0/account").asString()).isEqualTo(provider);
            assertThat(answer.json().at("/data/0/ok").asBoolean()).isTrue();
        }
    }

    @Test
    void saysWhatIsWrongWithCredentials() {
        account(provider, null);
        worker("one", 1, Instant.now(), List.of());
        awaitProvider(admin);
        var wrong = new GenerationFailure(FailureKind.ACCOUNT_REFUSED, "The key is wrong.", null, null);
        try (var _ = answering(Optional.of(wrong))) {
            Answer answer = check(admin, "");

            assertThat(answer.json().at("/data/0/ok").asBoolean()).isFalse();
            assertThat(answer.json().at("/data/0/error/code").asString()).isEqualTo("account_refused");
            assertThat(answer.json().at("/data/0/error/message").asString()).isEqualTo("The key is wrong.");
        }
    }

    @Test
    void refusesToCheckWhatNobodyRunsOrKnows() {
        assertThat(check(admin, "").status()).isEqualTo(404);

        account(provider, null);
        awaitProvider(admin);

        assertThat(check(admin, "").status()).isEqualTo(409);
        assertThat(check(admin, "{\"account\": \"nobody\"}").status()).isEqualTo(404);
    }

    /** A worker that answers each check. */
    private TopicTail<String, AccountCheckRequested> answering(Optional<GenerationFailure> failure) {
        return new TopicTail<>(Edge.kafka(), topics.accountChecks(), TopicTail.Start.LATEST, (account, request) -> {
            if (request != null && request.getProvider().equals(provider)) {
                var check = new AccountCheck(account, request.getRequestId(), failure.orElse(null), Instant.now());
                worker("one", 1, Instant.now(), List.of(check));
            }
        });
    }

    private Answer check(Client client, String body) {
        return client.send(
                "/v1/providers/%s/check".formatted(provider),
                request -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private JsonNode awaitProvider(Client client) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> find(client), found -> !found.isMissingNode());
    }

    private JsonNode find(Client client) {
        for (JsonNode one : client.get("/v1/providers").json().path("data")) {
            if (one.path("name").asString().equals(provider)) {
                return one;
            }
        }
        return client.get("/v1/providers").json().path("nothing");
    }

    private void account(String name, @Nullable String project) {
        var account = AccountDefined.newBuilder()
                .setAccount(name)
                .setProvider(provider)
                .setConcurrency(5)
                .setProject(project)
                .build();
        producer.send(topics.accounts(), name, account).join();
    }

    private void worker(String id, int slots, Instant at, List<AccountCheck> checks) {
        var worker = WorkerAnnounced.newBuilder()
                .setWorker(id)
                .setProvider(provider)
                .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                .setSlots(slots)
                .setRunning(1)
                .setDevice(new WorkerDevice("cuda:0", List.of("tiny"), 60L, 100L, 0.5, 70L, 200L))
                .setChecks(checks)
                .setAt(at)
                .build();
        producer.send(topics.workers(), provider + "/" + id, worker).join();
    }

    private String stateOf(String model) {
        return admin.get("/v1/models/" + model).text("state");
    }

    private void model(String name) {
        var model = ModelDefined.newBuilder()
                .setModel(name)
                .setTitle(name)
                .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                .setInputSchema("{}")
                .setTargets(List.of(ModelTarget.newBuilder()
                        .setProvider(provider)
                        .setAccount(provider)
                        .setProviderModel("any")
                        .build()))
                .build();
        producer.send(topics.models(), name, model).join();
    }

    private void vacancy(String id) {
        var vacancy = WorkerAnnounced.newBuilder()
                .setWorker(id)
                .setProvider(provider)
                .setCapabilities(List.of())
                .setSlots(0)
                .setRunning(0)
                .setDraining(true)
                .setMissing("IT_KEY")
                .setAt(Instant.now())
                .build();
        producer.send(topics.workers(), provider + "/" + id, vacancy).join();
    }

    private void health(HealthState state, @Nullable Instant until) {
        var health = AccountHealth.newBuilder()
                .setAccount(provider)
                .setProvider(provider)
                .setState(state)
                .setUntil(until)
                .setAt(Instant.now())
                .setAnswers(20)
                .setFailures(2)
                .setMedianMillis(250)
                .setP95Millis(900)
                .build();
        producer.send(topics.accountHealth(), provider, health).join();
    }
}
