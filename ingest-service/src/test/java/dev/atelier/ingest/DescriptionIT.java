package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.DeadLetterBox;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Node;
import dev.atelier.platform.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DescriptionIT {
    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    private final Client client = Edge.client();
    private final JsonNode document = client.get("/openapi.json").json();

    private record Operation(String path, String method, JsonNode node) {
        boolean isStream() {
            JsonNode content = node.at("/responses/200/content");
            return content.has("text/event-stream") && content.size() == 1;
        }
    }

    @Test
    void describesOnlyWhatIsServed() {
        assertThat(operations()).isNotEmpty().allSatisfy(operation -> {
            String path = operation
                    .path()
                    .replace("{id}", NOBODY)
                    .replace("{ext}", "png")
                    .replaceAll("\\{[a-z]+}", "x");
            // A stream has no end that could be waited for; its head tells as much.
            String method = operation.isStream() ? "HEAD" : operation.method().toUpperCase(Locale.ROOT);
            Answer answer = client.send(path, request -> request.method(method, BodyPublishers.noBody()));

            assertThat(answer.status()).isNotEqualTo(405);
            assertThat(answer.text("error.message")).isNotEqualTo("There is no such path.");
            assertThat(operation.node().path("responses").has(Integer.toString(answer.status())))
                    .as("%s %s answers %d", operation.method(), path, answer.status())
                    .isTrue();
        });
    }

    @Test
    void namesEachOperationOnceAndEachPartOfAPath() {
        var names = new HashSet<String>();
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(names.add(operation.node().path("operationId").asString("")))
                    .isTrue();
            assertThat(operation.node().path("summary").asString("")).isNotEmpty();
            assertThat(pathParameters(operation.node())).containsExactlyElementsOf(places(operation.path()));
        });
    }

    @Test
    void refersOnlyToWhatItHolds() {
        List<String> references = document.findValuesAsString("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/components/schemas/");
            assertThat(document.at(reference.substring(1)).isObject()).isTrue();
        });
    }

    @Test
    void holdsValidSchemas() {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}");

        assertThat(document.at("/components/schemas"))
                .isNotEmpty()
                .allSatisfy(schema -> assertThat(meta.validate(schema)).isEmpty());
    }

    @Test
    void satisfiesTheLinter() {
        var ended = Node.run(
                "openapi.mjs",
                Map.of("BASE_URL", "http://127.0.0.1:" + Edge.service().port()));

        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    void isBrowsableWithoutANetwork() {
        Answer page = client.get("/api/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self';");
        String html = new String(page.raw().body(), UTF_8);
        assertThat(html).doesNotContain("http:", "https:");
        assertThat(Pattern.compile("(?:src|href)=\"(docs/[^\"]+)\"")
                        .matcher(html)
                        .results())
                .hasSizeGreaterThan(3)
                .allSatisfy(part ->
                        assertThat(client.get("/api/" + part.group(1)).status()).isEqualTo(200));
        assertThat(client.get("/api/docs/IngestConfig.yaml").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/api/docs", "/api/docs/swagger-ui-bundle.js"})
    void sendsAgainOnlyWhatHasChanged(String path) {
        String etag = client.get(path).header("ETag");

        Answer again = client.get(path, "If-None-Match", etag);

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.raw().body()).isEmpty();
    }

    @Test
    void givesAnExampleOfEachBody() {
        assertThat(operations())
                .filteredOn(operation ->
                        operation.node().at("/requestBody/required").asBoolean(false))
                .filteredOn(
                        operation -> operation.node().at("/requestBody/content").has("application/json"))
                .allSatisfy(operation -> assertThat(operation
                                .node()
                                .at("/requestBody/content/application~1json")
                                .has("example"))
                        .as(operation.path())
                        .isTrue());
    }

    @Test
    void describesTheResourceAsItIsAnswered() {
        JsonNode resource =
                client.submit("{\"input\": {\"prompt\": \"a red fox\"}}").json();

        assertThat(violations("GenerationResource", resource)).isEmpty();
    }

    @Test
    void describesADeadLetterAsItIsAnswered() {
        try (var box = new DeadLetterBox(Edge.kafka())) {
            String id = box.put("reports", "described", new byte[] {1});

            JsonNode letter = client.get("/v1/dead-letters/" + id).json();

            assertThat(violations("DeadLetterDetails", letter)).isEmpty();
            assertThat(document.at("/components/schemas/DeadLetterDetails/properties")
                            .propertyNames())
                    .containsAll(letter.propertyNames());
        }
    }

    private List<Error> violations(String name, JsonNode resource) {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var schema = Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
        schema.set("components", document.path("components"));
        return registry.getSchema(schema).validate(resource);
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                operations.add(new Operation(path.getKey(), method.getKey(), method.getValue()))));
        return operations;
    }

    private static Stream<String> stream(JsonNode parameters) {
        return parameters
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals("path"))
                .map(parameter -> parameter.path("name").asString());
    }

    private static List<String> pathParameters(JsonNode operation) {
        return stream(operation.path("parameters")).toList();
    }

    private static List<String> places(String path) {
        return Pattern.compile("\\{([a-z]+)\\}")
                .matcher(path)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
