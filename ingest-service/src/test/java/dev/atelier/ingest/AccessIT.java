package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.people.PeopleConfig;
import dev.atelier.ingest.people.ScriptedIssuer;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Operations;
import dev.atelier.ingest.testing.Operations.Operation;
import dev.atelier.ingest.testing.PngFiles;
import dev.atelier.platform.json.Json;
import dev.atelier.schemas.GenerationIds;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: keys, their scopes, their projects, and people. */
class AccessIT {
    private static final String FOX = "{\"input\": {\"prompt\": \"a red fox\"}}";
    private static final RSAKey SIGNER = ScriptedIssuer.key("signer");
    private static final Client ADMIN = Edge.client();

    private static ScriptedIssuer issuer;
    /** Another instance, at which people log in as well. */
    private static IngestService other;

    /** What anybody may call; whoever adds to it means it. */
    private static final List<String> PUBLIC = List.of(
            "/health",
            "/ready",
            "/openapi.json",
            "/api/_health",
            "/api/docs",
            "/api/docs/{file}",
            "/callbacks/{provider}/{token}",
            "/files/{token}/{name}",
            "/events/{token}",
            "/uploads/{token}",
            "/uploads/{token}/{name}",
            "/uploads/{token}/complete",
            "/api/uploads",
            "/replicate/v1/streams/{token}",
            "/fal/.well-known/jwks.json");

    /** What all projects share, by the beginning of its path. */
    private static final List<String> SHARED = List.of(
            "/v1/models/{owner}/{name}",
            "/api/v1/models/{owner}/{name}",
            "/openai/v1/models/",
            "/replicate/v1/models/",
            "/replicate/v1/collections/");

    /** Whose places are told apart in what follows them, or by a header. */
    private static final List<String> ELSEWHERE = List.of("/fal/", "/api/uploads/");

    @BeforeAll
    static void start() {
        issuer = new ScriptedIssuer(SIGNER);
        other = Edge.start(
                new PeopleConfig(Optional.of(issuer.uri()), Optional.of("atelier"), "roles", "", "projects"));
        put(ADMIN, "/v1/projects/access-other", "{\"defaultModel\": \"atelier/sketch\"}");
    }

    @AfterAll
    static void stop() {
        other.close();
        issuer.close();
    }

    /** What project default has, by the beginning of its path: a route that fits nothing here or in SHARED fails. */
    private static Map<String, Map<String, String>> owned() {
        String generation = ADMIN.submit(FOX).text("id");
        String batch = GenerationIds.create(Instant.now());
        Edge.pipeline().batchRow(batch, Instant.now());
        String key = make(ADMIN, "{\"name\": \"owned\"}").text("id");
        String upload = ADMIN.send(
                        "/v1/uploads",
                        request -> request.POST(BodyPublishers.ofByteArray(PngFiles.png(8)))
                                .header("Content-Type", "image/png"))
                .text("id");
        String pattern = ADMIN.send(
                        "/api/patterns",
                        request ->
                                request.POST(BodyPublishers.ofString("""
                                        {"name": "owned", "instructions": "Read it", "json_schema": {"type": "object",
                                         "properties": {"a": {"type": "string"}}, "required": ["a"]}}""")).header("Content-Type", "application/json"))
                .text("data.id");
        String webhook = ADMIN.send(
                        "/v1/webhooks",
                        request ->
                                request.POST(BodyPublishers.ofString("""
                                        {"url": "https://example.org/hook", "events": ["generation.succeeded"]}""")).header("Content-Type", "application/json"))
                .text("id");
        return Map.ofEntries(
                Map.entry("/v1/generations/{id}", Map.of("{id}", generation)),
                Map.entry("/generations/{id}", Map.of("{id}", generation, "{ext}", "png")),
                Map.entry("/api/jobs/{id}", Map.of("{id}", generation)),
                Map.entry("/api/v1/jobs/{id}", Map.of("{id}", generation)),
                Map.entry("/api/admin/keys/{id}", Map.of("{id}", key)),
                Map.entry("/api/webhooks/{id}", Map.of("{id}", webhook)),
                Map.entry("/api/patterns/{id}", Map.of("{id}", pattern, "{n}", "1")),
                Map.entry("/v1/batches/{id}", Map.of("{id}", batch)),
                Map.entry("/v1/keys/{id}", Map.of("{id}", key)),
                Map.entry("/v1/uploads/{id}", Map.of("{id}", upload)),
                Map.entry("/v1/webhooks/{id}", Map.of("{id}", webhook)),
                Map.entry("/openai/v1/responses/{id}", Map.of("{id}", generation)),
                Map.entry("/openai/v1/files/{id}", Map.of("{id}", upload)),
                Map.entry("/replicate/v1/predictions/{id}", Map.of("{id}", generation)),
                Map.entry("/replicate/v1/files/{id}", Map.of("{id}", upload)),
                Map.entry("/v1/projects/{project}", Map.of("{project}", "default")));
    }

    private static Stream<Operation> guarded() {
        return Operations.of(ADMIN).stream()
                .filter(operation -> operation.scope().isPresent());
    }

    @Test
    void servesWithoutAKeyOnlyWhatIsMeantToBe() {
        assertThat(Operations.of(ADMIN))
                .filteredOn(operation -> operation.scope().isEmpty())
                .extracting(Operation::path)
                .isSubsetOf(PUBLIC);
        assertThat(guarded())
                .hasSizeGreaterThan(30)
                .allSatisfy(operation ->
                        assertThat(operation.scope().orElseThrow()).isIn("read", "submit", "manage", "admin"));
    }

    @Test
    void refusesAtEachRouteWhoeverIsNotKnown() {
        Map<String, Client> strangers = Map.of(
                "nobody", client(Optional.empty()),
                "with an unknown key", client(Optional.of("atl_live_nobody_has_this_one")),
                "with a revoked key", client(Optional.of(revoked())),
                "with an expired key", client(Optional.of(expired())),
                "with a token of no issuer", client(Optional.of("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")));

        assertThat(guarded())
                .allSatisfy(operation -> strangers.forEach((who, stranger) -> {
                    Answer answer = operation.call(stranger, Map.of());

                    assertThat(answer.status()).as("%s %s", operation, who).isEqualTo(401);
                    if (isNative(operation)) {
                        assertThat(answer.text("error.code")).isEqualTo("unauthorized");
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource({"read", "submit", "manage"})
    void refusesAtEachRouteAKeyWithoutItsScope(String scope) {
        Client limited = holder(make(ADMIN, "{\"name\": \"limited\", \"scopes\": [\"%s\"]}".formatted(scope)));

        assertThat(guarded().filter(operation -> !operation.scope().equals(Optional.of(scope))))
                .isNotEmpty()
                .allSatisfy(operation -> {
                    Answer answer = operation.call(limited, Map.of());

                    assertThat(answer.status()).as(operation.toString()).isEqualTo(403);
                    if (isNative(operation)) {
                        assertThat(answer.text("error.code")).isEqualTo("forbidden");
                    }
                });
    }

    @Test
    void showsAndChangesNothingOfAnotherProject() {
        Client foreign = holder(make(ADMIN, """
                {"name": "foreign", "project": "access-other", "scopes": ["read", "submit", "manage"]}"""));
        var owned = owned();
        var ids = owned.values().stream()
                .flatMap(places -> places.values().stream())
                .filter(place -> place.length() > 10)
                .collect(Collectors.toSet());

        assertThat(guarded().filter(operation -> !operation.scope().equals(Optional.of("admin"))))
                .allSatisfy(operation -> {
                    if (operation.isEndless()) {
                        return;
                    }
                    if (!operation.hasPlaces()) {
                        assertThat(operation.call(foreign, Map.of()).json().toString())
                                .as(operation.toString())
                                .doesNotContain(ids);
                    } else if (Stream.concat(SHARED.stream(), ELSEWHERE.stream())
                            .noneMatch(operation.path()::startsWith)) {
                        Answer answer = operation.call(foreign, places(owned, operation));

                        assertThat(answer.status()).as(operation.toString()).isEqualTo(404);
                        if (isNative(operation)) {
                            assertThat(answer.text("error.code")).isEqualTo("not_found");
                        }
                    }
                });
        ids.forEach(id -> assertThat(foreign.get("/fal/queue.fal.run/atelier/sketch/requests/%s/status".formatted(id))
                        .status())
                .isEqualTo(404));
    }

    /** Whether its errors are worded as the native API's; those of a dialect its own tests know. */
    private static boolean isNative(Operation operation) {
        return operation.path().startsWith("/v1/") || operation.path().startsWith("/generations/");
    }

    private static Map<String, String> places(Map<String, Map<String, String>> owned, Operation operation) {
        return owned.entrySet().stream()
                .filter(one -> operation.path().startsWith(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("say in this test whose the places of %s are".formatted(operation)));
    }

    @Test
    void makesAKeyThatItShowsOnce() {
        Answer made = make(ADMIN, """
                {"name": "ci", "scopes": ["read"], "environment": "test", "models": ["atelier/sketch"],
                 "expiresIn": "PT1H", "budgetShare": 0.5, "rateLimit": {"ratePerSecond": 100, "burst": 100}}""");
        String secret = made.text("key");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(secret).startsWith("atl_test_").endsWith(made.text("lastFour"));
        assertThat(holder(made).get("/v1/generations?limit=1").status()).isEqualTo(200);
        Answer shown = ADMIN.get("/v1/keys/" + made.text("id"));
        assertThat(shown.text("status")).isEqualTo("active");
        assertThat(ADMIN.get("/v1/keys").json().path("data").findValuesAsString("id"))
                .contains(made.text("id"));
        for (Answer answer : List.of(shown, ADMIN.get("/v1/keys"))) {
            assertThat(answer.json().toString()).doesNotContain(secret, ApiKeys.hash(secret));
        }
        await().until(() ->
                !ADMIN.get("/v1/keys/" + made.text("id")).text("lastUsedAt").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | name",
                "{\"name\": \"x\", \"scopes\": []} | 400 | scopes",
                "{\"name\": \"x\", \"scopes\": [\"root\"]} | 400 | scopes[0]",
                "{\"name\": \"x\", \"models\": [\"no/such\"]} | 400 | models",
                "{\"name\": \"x\", \"expiresAt\": \"2020-01-01T00:00:00Z\"} | 400 | expiresAt",
                "{\"name\": \"x\", \"expiresIn\": \"soon\"} | 400 | expiresIn",
                "{\"name\": \"x\", \"budgetShare\": 2} | 400 | budgetShare",
                "{\"name\": \"x\", \"id\": \"key_mine\"} | 400 | id",
                "{\"name\": \"x\", \"sha256\": \"00\"} | 400 | sha256",
                "{\"name\": \"x\", \"admin\": true} | 400 | admin",
                "{\"name\": \"x\", \"project\": \"no-such\"} | 404 | ''",
            })
    void refusesAKeyThatBreaksARule(String body, int status, String field) {
        Answer refused = make(ADMIN, body);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("error.field")).isEqualTo(field);
    }

    @Test
    void letsNobodyMakeAKeyForMoreThanHeHas() {
        Client manager = holder(make(ADMIN, "{\"name\": \"manager\", \"scopes\": [\"read\", \"manage\"]}"));
        String admins =
                make(ADMIN, "{\"name\": \"admins\", \"scopes\": [\"admin\"]}").text("id");

        assertThat(make(manager, "{\"name\": \"x\", \"scopes\": [\"read\"]}").status())
                .isEqualTo(201);
        assertThat(make(manager, "{\"name\": \"x\", \"scopes\": [\"submit\"]}").status())
                .isEqualTo(403);
        assertThat(make(manager, "{\"name\": \"x\", \"scopes\": [\"read\"], \"project\": \"access-other\"}")
                        .status())
                .isEqualTo(404);
        assertThat(rotate(manager, admins, "{}").status()).isEqualTo(403);
        assertThat(delete(manager, "/v1/keys/" + admins).status()).isEqualTo(403);
        assertThat(delete(ADMIN, "/v1/keys/" + admins).text("status")).isEqualTo("revoked");
    }

    @Test
    void rotatesAndRevokesAKeyOnEveryInstance() {
        Answer made = make(ADMIN, "{\"name\": \"rotating\", \"scopes\": [\"read\"]}");
        String id = made.text("id");
        awaitStatus(made, 200);

        Answer graced = rotate(ADMIN, id, "{\"grace\": \"PT1H\"}");
        awaitStatus(graced, 200);
        awaitStatus(made, 200);

        Answer last = rotate(ADMIN, id, "");
        awaitStatus(last, 200);
        awaitStatus(graced, 401);
        awaitStatus(made, 401);

        delete(ADMIN, "/v1/keys/" + id);
        awaitStatus(last, 401);
        assertThat(rotate(ADMIN, id, "{}").status()).isEqualTo(409);
    }

    /** At both instances. */
    private static void awaitStatus(Answer made, int status) {
        for (int port : List.of(Edge.service().port(), other.port())) {
            var holder = new Client(port, Optional.of(made.text("key")));
            await().until(() -> holder.get("/v1/generations?limit=1").status() == status);
        }
    }

    @Test
    void keepsAKeyToItsModelsHoweverItAsks() {
        String old = ADMIN.submit(FOX).text("id");
        Client limited = holder(make(ADMIN, """
                {"name": "sketcher", "scopes": ["read", "submit"], "models": ["atelier/sketch"]}"""));

        List<Answer> refused = List.of(
                limited.submit(FOX),
                limited.submit("{\"model\": \"emoji-64\", \"input\": {\"prompt\": \"a red fox\"}}"),
                post(limited, "/v1/generations/%s/regenerate".formatted(old), "{}"),
                post(limited, "/v1/batches", "{\"inputs\": [{\"prompt\": \"a red fox\"}]}"));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text("error.code")).isEqualTo("model_not_allowed");
        });
        assertThat(limited.submit("{\"model\": \"sketch\", \"input\": {\"prompt\": \"a red fox\"}}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void refusesAKeyThatAsksTooOftenAndSaysWhenToAskAgain() {
        Client hasty = holder(make(ADMIN, """
                {"name": "hasty", "scopes": ["read"], "rateLimit": {"ratePerSecond": 0.01, "burst": 1}}"""));

        Answer first = hasty.get("/v1/generations?limit=1");
        Answer second = hasty.get("/v1/generations?limit=1");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"key\";q=1;w=100");
        assertThat(first.header("RateLimit")).isEqualTo("\"key\";r=0;t=100");
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.text("error.code")).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(1, 100);
        assertThat(second.header("RateLimit")).startsWith("\"key\";r=0;t=");
    }

    @Test
    void letsAManagerChangeItsProjectButNotWhatTheOperatorGrants() {
        put(ADMIN, "/v1/projects/access-managed", "{\"budget\": {\"dailyMicros\": 5}, \"weight\": 2}");
        Client manager = holder(make(ADMIN, """
                {"name": "manager", "project": "access-managed", "scopes": ["manage"]}"""));
        String own = "/v1/projects/access-managed";

        Answer changed = put(manager, own, "{\"defaultModel\": \"atelier/sketch\", \"weight\": 2}");
        Answer greedy = put(manager, own, "{\"budget\": {\"dailyMicros\": 6}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("defaultModel")).isEqualTo("atelier/sketch");
        assertThat(changed.json().at("/budget/dailyMicros").asLong()).isEqualTo(5);
        assertThat(greedy.status()).isEqualTo(403);
        assertThat(manager.get("/v1/projects").json().path("data").findValuesAsString("name"))
                .containsExactly("access-managed");
        assertThat(ADMIN.get(own).json()).isEqualTo(changed.json());
    }

    @Test
    void removesAProjectOnceNothingOfItIsNeeded() {
        String project = "/v1/projects/access-gone";
        put(ADMIN, project, "{}");
        String key =
                make(ADMIN, "{\"name\": \"x\", \"project\": \"access-gone\"}").text("id");

        assertThat(delete(ADMIN, project).status()).isEqualTo(409);
        delete(ADMIN, "/v1/keys/" + key);
        assertThat(delete(ADMIN, project).status()).isEqualTo(204);
        assertThat(ADMIN.get(project).status()).isEqualTo(404);
    }

    @Test
    void keepsTheLastAdminKey() {
        String first = ADMIN.get("/v1/keys")
                .json()
                .path("data")
                .valueStream()
                .filter(key -> key.path("name").asString("").equals("first key"))
                .map(key -> key.path("id").asString(""))
                .findFirst()
                .orElseThrow();

        assertThat(delete(ADMIN, "/v1/keys/" + first).status()).isEqualTo(409);
    }

    @Test
    void letsPeopleInByTheirTokens() {
        var claims = issuer.claims();
        Client editor = new Client(other.port(), Optional.empty());
        String[] ann = {"Authorization", "Bearer " + ScriptedIssuer.token(claims.build(), SIGNER)};
        String[] elsewhere = {ann[0], ann[1], "x-atelier-project", "access-other"};
        String[] stranger = {
            "Authorization", "Bearer " + ScriptedIssuer.token(claims.build(), ScriptedIssuer.key("signer"))
        };

        assertThat(editor.get("/v1/generations?limit=1", ann).status()).isEqualTo(200);
        assertThat(editor.submit(FOX, ann).status()).isEqualTo(202);
        assertThat(editor.get("/v1/keys", ann).status()).isEqualTo(403);
        assertThat(editor.get("/v1/generations?limit=1", elsewhere).status()).isEqualTo(404);
        assertThat(editor.get("/v1/generations?limit=1", stranger).status()).isEqualTo(401);
    }

    private static String revoked() {
        Answer made = make(ADMIN, "{\"name\": \"revoked\"}");
        delete(ADMIN, "/v1/keys/" + made.text("id"));
        return made.text("key");
    }

    private static String expired() {
        String key = "atl_test_expired_0123456789";
        Edge.pipeline()
                .key(ApiKeyDefined.newBuilder()
                        .setKeyId("key_expired")
                        .setSha256(ApiKeys.hash(key))
                        .setLastFour("6789")
                        .setProject("default")
                        .setScopes(List.of(KeyScope.ADMIN))
                        .setAdmin(true)
                        .setCreatedAt(Instant.EPOCH)
                        .setExpiresAt(Instant.EPOCH.plusSeconds(1))
                        .build());
        await().until(() -> ADMIN.get("/v1/keys/key_expired").text("status").equals("expired"));
        return key;
    }

    private static Client client(Optional<String> key) {
        return new Client(Edge.service().port(), key);
    }

    private static Client holder(Answer made) {
        assertThat(made.status()).as(made.json().toString()).isIn(200, 201);
        return client(Optional.of(made.text("key")));
    }

    private static Answer make(Client client, String body) {
        return post(client, "/v1/keys", body);
    }

    private static Answer rotate(Client client, String id, String body) {
        return post(client, "/v1/keys/%s/rotate".formatted(id), body);
    }

    private static Answer post(Client client, String path, String body) {
        return client.send(
                path,
                request -> request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    private static Answer put(Client client, String path, String body) {
        Answer answer = client.send(
                path,
                request -> request.PUT(BodyPublishers.ofString(
                                Json.MAPPER.readTree(body).toString()))
                        .header("Content-Type", "application/json"));
        assertThat(answer.status()).isIn(200, 403);
        return answer;
    }

    private static Answer delete(Client client, String path) {
        return client.send(path, request -> request.DELETE());
    }
}
