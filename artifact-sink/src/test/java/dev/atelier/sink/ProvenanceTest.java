package dev.atelier.sink;

import static dev.atelier.sink.Outcomes.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.ArtifactReference;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.PatternReference;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProvenanceTest {
    private static final ArtifactReference FOX =
            new ArtifactReference("g-1.0", "image/png", 3L, Outcomes.sha256("fox"), 64, null, "some/key");

    @Test
    void tellsHowASuccessCameToBe() {
        var document = provenance(Outcomes.succeeded("p", "g-1", Outcomes.inline("fox")));

        assertThat(document).isEqualTo(Json.MAPPER.readTree("""
                {"schema": "atelier/provenance/1", "generationId": "g-1", "project": "p", "status": "succeeded",
                 "model": "atelier/sketch", "capability": "text_to_image", "lane": "interactive", "priority": 0,
                 "input": {"prompt": "a red fox", "seed": 7, "scale": 1.5}, "tags": ["demo", "fox"],
                 "apiKeyId": "key-1", "lineage": {"parentId": "the-parent"}, "attempt": 2, "provider": "sketch",
                 "account": "sketch-default", "providerModel": "sketch-1", "endpoint": "sketch://local",
                 "worker": "worker-3", "providerRequestId": "remote-1",
                 "parameters": {"prompt": "a red fox", "seed": 7, "scale": 1.5}, "costMicros": 1500,
                 "timings": {"requestedAt": "2026-01-01T12:00:00Z", "admittedAt": "2026-01-01T12:00:00.005Z",
                             "decidedAt": "2026-01-01T12:00:00.900Z", "storedAt": "2026-01-01T12:00:01Z"},
                 "metrics": {"inferenceSeconds": 1.25}, "details": {"endpoint": "sketch://local", "seed": "7"},
                 "artifacts": [{"id": "g-1.0", "mediaType": "image/png", "bytes": 3,
                                "sha256": "%s", "key": "some/key", "width": 64}]}""".formatted(Outcomes.sha256("fox"))));
    }

    @Test
    void namesThePatternThatItWasAskedForBy() {
        var document = provenance(byPattern(Outcomes.succeeded("p", "g-1", Outcomes.inline("fox"))));

        assertThat(document.get("pattern")).isEqualTo(Json.MAPPER.readTree("""
                {"id": "pattern-1", "version": 3, "format": "text", "template": "{{animal}}"}"""));
    }

    private static GenerationOutcome byPattern(GenerationOutcome outcome) {
        var request = GenerationRequested.newBuilder(outcome.getRequest())
                .setPattern(new PatternReference("pattern-1", 3, "text", "{{animal}}"))
                .build();
        return GenerationOutcome.newBuilder(outcome).setRequest(request).build();
    }

    @Test
    void tellsWhyAGenerationFailed() {
        var document = provenance(Outcomes.rejected("p", "g-1"));

        assertThat(document.get("failure")).isEqualTo(Json.MAPPER.readTree("""
                {"kind": "invalid_request", "message": "It cannot be done.", "field": "prompt"}"""));
        assertThat(document.has("provider")).isFalse();
        assertThat(document.get("artifacts").isEmpty()).isTrue();
    }

    @Test
    void keepsAnInputThatIsNoJsonAsItWasSent() {
        var request = GenerationRequested.newBuilder(Outcomes.request("p", "g-1"))
                .setInput("{not json")
                .build();
        var outcome = GenerationOutcome.newBuilder(Outcomes.rejected("p", "g-1"))
                .setRequest(request)
                .build();

        var document = provenance(outcome);

        assertThat(document.get("input").asString()).isEqualTo("{not json");
    }

    @Test
    void followsItsSchema() throws IOException {
        String schema;
        try (var in = requireNonNull(Provenance.class.getResourceAsStream("provenance.schema.json"))) {
            schema = new String(in.readAllBytes(), UTF_8);
        }
        var outcomes = List.of(
                Outcomes.succeeded("p", "g-1", Outcomes.inline("fox")),
                Outcomes.failed("p", "g-2"),
                Outcomes.canceled("p", "g-3"),
                Outcomes.canceledInLine("p", "g-4"),
                Outcomes.rejected("p", "g-5"),
                byPattern(Outcomes.succeeded("p", "g-6", Outcomes.inline("fox"))));

        var violations =
                outcomes.stream().flatMap(outcome -> new InputRules().violation(schema, provenance(outcome)).stream());

        assertThat(violations).isEmpty();
        assertThat(new InputRules().violation(schema, Json.MAPPER.createObjectNode()))
                .isPresent();
    }

    /** The document as a reader sees it. */
    private static JsonNode provenance(GenerationOutcome outcome) {
        var document = Provenance.of(Settled.of(outcome, new Promotion.Stored(List.of(FOX)), NOON.plusSeconds(1)));
        return Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(document));
    }
}
