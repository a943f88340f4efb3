package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.platform.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Models and accounts are defined over HTTP. */
class CatalogueIT {
    private static final String VIEWER_KEY = "atl_catalogue_viewer_0123456789ab";
    private static final String ACCOUNT = """
            {"provider": "fal", "concurrency": 10, "rateLimit": {"ratePerSecond": 2.5, "burst": 5},
             "leaseMillis": 20000, "maxAttempts": 3, "baseUrl": "https://queue.fal.run", "credential": "FAL_KEY_TEAM"}""";

    private final Client admin = Edge.client();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String account = "/v1/accounts/fal-" + unique;
    private final String model = "/v1/models/it/flux-" + unique;

    @Test
    void definesAnAccountAndShowsIt() {
        Answer defined = put(admin, account, ACCOUNT);

        assertThat(defined.status()).isEqualTo(200);
        assertThat(told(defined.json()))
                .isEqualTo(((ObjectNode) Json.MAPPER.readTree(ACCOUNT)).put("name", "fal-" + unique));
        assertThat(admin.get(account).json()).isEqualTo(defined.json());
        assertThat(admin.get("/v1/accounts").json().path("data")).contains(defined.json());
    }

    @Test
    void givesAnAccountItsUsualTerms() {
        put(admin, account, "{\"provider\": \"fal\", \"concurrency\": 1}");

        var shown = admin.get(account).json();

        assertThat(shown.path("leaseMillis").asLong()).isEqualTo(15_000);
        assertThat(shown.path("maxAttempts").asInt()).isEqualTo(4);
        assertThat(told(shown).has("credential")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/concurrency | 0 | concurrency must be 1 to 100000, but was 0",
                "/leaseMillis | 1 | leaseMillis must be 5000 to 600000, but was 1",
                "/maxAttempts | 21 | maxAttempts must be 1 to 20, but was 21",
                "/rateLimit/ratePerSecond | 0 | rateLimit.ratePerSecond must be positive, but was 0.0",
                "/rateLimit/burst | 0 | rateLimit.burst must be at least 1, but was 0",
                "/project | \"nobody\" | project must be one that is defined, but was nobody",
                "/baseUrl | \"ftp://x\" | baseUrl must be an http or https URL, but was ftp://x",
                "/credential | \"AWS_SECRET\" | credential must be the name of an environment variable that begins with FAL, but was AWS_SECRET",
                "/provider | \"a b\" | provider must be the name of a provider, but was a b",
            })
    void refusesAnAccountThatBreaksARule(String field, String value, String message) {
        Answer refused = put(admin, account, with(ACCOUNT, field, value));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error.message")).isEqualTo(message);
        assertThat(refused.text("error.field")).isEqualTo(message.substring(0, message.indexOf(' ')));
        assertThat(admin.get(account).status()).isEqualTo(404);
    }

    @Test
    void keepsAnAccountAtItsProvider() {
        put(admin, account, ACCOUNT);

        assertThat(put(admin, account, with(ACCOUNT, "/provider", "\"replicate\""))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void definesAModelAndCountsItsRevisions() {
        put(admin, account, ACCOUNT);

        Answer first = put(admin, model, modelBody());
        Answer second = put(admin, model, with(modelBody(), "/title", "\"Flux again\""));

        assertThat(first.status()).as(first.json().toString()).isEqualTo(200);
        assertThat(first.json().path("revision").asInt()).isEqualTo(1);
        assertThat(second.json().path("revision").asInt()).isEqualTo(2);
        var shown = admin.get(model).json();
        assertThat(shown).isEqualTo(second.json());
        assertThat(told(shown).path("targets"))
                .isEqualTo(Json.MAPPER.readTree(modelBody()).path("targets"));
        assertThat(admin.get("/v1/models").json().path("data").findValuesAsString("name"))
                .contains("it/flux-" + unique);
    }

    @Test
    void takesRequestsForAModelThatWasDefined() {
        put(admin, account, ACCOUNT);
        put(admin, model, modelBody());
        String wanted = "{\"model\": \"it/flux-%s\", \"input\": {\"prompt\": \"%s\"}}";

        assertThat(admin.submit(wanted.formatted(unique, "a fox")).status()).isEqualTo(202);
        assertThat(admin.submit(wanted.formatted(unique, "")).text("error.field"))
                .isEqualTo("input.prompt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/title | \" \" | title",
                "/capabilities | [] | capabilities",
                "/targets | [] | targets",
                "/targets/0/account | \"nobody\" | targets[0].account",
                "/targets/0/provider | \"replicate\" | targets[0].provider",
                "/targets/0/providerModel | \" \" | targets[0].providerModel",
                "/targets/0/weight | -1 | targets[0].weight",
                "/targets/0/concurrency | 0 | targets[0].concurrency",
                "/targets/0/capabilities | [\"upscale\"] | targets[0].capabilities",
                "/targets/0/prices/0/micros | -1 | targets[0].prices.micros",
                "/targets/0/prices/0/per | \"mile\" | targets.prices.per",
                "/rules | [{\"accounts\": [\"nobody\"]}] | rules[0].accounts",
                "/input/type | \"array\" | input.type",
                "/input/type | \"nothing\" | input",
                "/input/properties/prompt | {\"$ref\": \"https://schemas.test/x\"} | input",
            })
    void refusesAModelThatBreaksARule(String field, String value, String named) {
        put(admin, account, ACCOUNT);

        Answer refused = put(admin, model, with(modelBody(), field, value));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error.field")).isEqualTo(named);
        assertThat(admin.get(model).status()).isEqualTo(404);
    }

    @Test
    void refusesANameThatIsNone() {
        put(admin, account, ACCOUNT);

        assertThat(put(admin, "/v1/models/It/Flux", modelBody()).text("error.field"))
                .isEqualTo("name");
        assertThat(put(admin, "/v1/accounts/a%20b", ACCOUNT).text("error.field"))
                .isEqualTo("name");
    }

    @Test
    void removesAnAccountOnlyWhenNoModelRunsThere() {
        put(admin, account, ACCOUNT);
        put(admin, model, modelBody());

        assertThat(delete(admin, account).status()).isEqualTo(409);
        assertThat(delete(admin, model).status()).isEqualTo(204);
        assertThat(delete(admin, account).status()).isEqualTo(204);
        assertThat(admin.get(account).status()).isEqualTo(404);
        assertThat(admin.get(model).status()).isEqualTo(404);
    }

    @Test
    void showsOthersNeitherTargetsNorAccounts() {
        Edge.pipeline().key("key_catalogue", VIEWER_KEY, "default", false);
        var viewer = new Client(Edge.service().port(), Optional.of(VIEWER_KEY));
        put(admin, account, ACCOUNT);
        put(admin, model, modelBody());

        await().until(() -> viewer.get(model).status() == 200);

        assertThat(told(viewer.get(model).json()).has("targets")).isFalse();
        assertThat(viewer.get("/v1/accounts").status()).isEqualTo(403);
        assertThat(put(viewer, model, modelBody()).status()).isEqualTo(403);
        assertThat(delete(viewer, model).status()).isEqualTo(403);
    }

    private String modelBody() {
        return """
                {"title": "Flux", "capabilities": ["text-to-image"],
                 "input": {"type": "object", "required": ["prompt"], "additionalProperties": false,
                   "properties": {"prompt": {"type": "string", "minLength": 1}}},
                 "targets": [{"provider": "fal", "account": "fal-%s", "providerModel": "fal-ai/flux/dev",
                   "defaults": {"num_inference_steps": 28}, "mapping": {"size": "image_size"},
                   "prices": [{"micros": 25000, "per": "megapixel"}], "weight": 1, "concurrency": 4}]}""".formatted(unique);
    }

    /** Without what is null. */
    private static JsonNode told(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.properties().stream()
                        .filter(entry -> !entry.getValue().isNull())
                        .forEach(entry -> copy.set(entry.getKey(), told(entry.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.forEach(one -> copy.add(told(one)));
                yield copy;
            }
            default -> node;
        };
    }

    private static String with(String body, String pointer, String value) {
        var tree = (ObjectNode) Json.MAPPER.readTree(body);
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) tree.at(pointer.substring(0, slash)))
                .set(pointer.substring(slash + 1), Json.MAPPER.readTree(value));
        return tree.toString();
    }

    private static Answer put(Client client, String path, String body) {
        return client.send(
                path,
                request -> request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private static Answer delete(Client client, String path) {
        return client.send(path, request -> request.DELETE());
    }
}
