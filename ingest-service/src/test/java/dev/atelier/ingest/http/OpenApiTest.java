package dev.atelier.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    record Thing(@JsonProperty(required = true) String name, Optional<Colour> colour) {}

    enum Colour {
        @JsonProperty("red")
        RED,
        @JsonProperty("blue")
        BLUE
    }

    private static final Route MAKE = new Route(
            Verb.POST,
            "/things",
            "makeThing",
            "Make one.",
            Access.READ,
            List.of(Parameter.header("Prefer", "How.", "{\"type\": \"string\"}")),
            Optional.of(Body.required(Thing.class)),
            List.of(Answer.json(200, "Made.", Thing.class)),
            _ -> {});
    private static final Route READ = new Route(
            Verb.GET,
            "/things/{id}",
            "readThing",
            "Read one.",
            Access.ANYONE,
            List.of(Parameter.path("id", "Which.")),
            Optional.empty(),
            List.of(Answer.json(200, "It.", Thing.class)),
            _ -> {});

    private static final Route CHANGE = new Route(
            Verb.POST,
            "/things/{id}",
            "changeThing",
            "Change one.",
            Access.READ,
            List.of(Parameter.path("id", "Which.")),
            Optional.of(Body.optional(Thing.class)),
            List.of(Answer.json(200, "Changed.", Thing.class)),
            _ -> {});

    private static final Route FORGET = new Route(
            Verb.POST,
            "/things/forget",
            "forgetThings",
            "Forget all.",
            Access.ADMIN,
            List.of(),
            Optional.empty(),
            List.of(Answer.empty(204, "Forgotten.")),
            _ -> {});

    record Box(Box.Content content) {
        record Content(String text) {}
    }

    record Crate(Crate.Content content) {
        record Content(int number) {}
    }

    private static final Route PACK = new Route(
            Verb.PUT,
            "/boxes",
            "pack",
            "Pack a box.",
            Access.SUBMIT,
            List.of(),
            Optional.of(Body.required(Box.class)
                    .like("{\"content\": {\"text\": \"a fox\"}}")
                    .or(Body.file("image/png"))),
            List.of(
                    Answer.json(200, "A crate.", Crate.class),
                    Answer.of(200, "Its picture.", "image/png"),
                    Answer.error(403, "The box is not yours.")),
            _ -> {});

    private final JsonNode document = OpenApi.document(
            List.of(MAKE, READ, CHANGE, FORGET, PACK),
            List.of(),
            List.of(new Section("Things", "What there is.", List.of("/things"))));

    @Test
    void holdsEveryRoute() {
        assertThat(document.path("paths").propertyNames())
                .containsExactly("/things", "/things/{id}", "/things/forget", "/boxes");
        assertThat(document.at("/paths/~1things/post/operationId").asString()).isEqualTo("makeThing");
        assertThat(document.at("/paths/~1things~1{id}/get/operationId").asString())
                .isEqualTo("readThing");
    }

    @Test
    void describesBodiesByTheirRecords() {
        assertThat(document.at("/paths/~1things/post/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Thing");
        JsonNode thing = document.at("/components/schemas/Thing");
        assertThat(thing.at("/required").toString()).isEqualTo("[\"name\"]");
        assertThat(thing.at("/properties/name/type").asString()).isEqualTo("string");
        assertThat(thing.at("/properties/colour").toString()).contains("#/components/schemas/Colour", "null");
        assertThat(document.at("/components/schemas/Colour/enum").toString()).isEqualTo("[\"red\",\"blue\"]");
    }

    @Test
    void saysWhetherABodyMayBeLeftOut() {
        assertThat(document.at("/paths/~1things/post/requestBody/required").asBoolean())
                .isTrue();
        assertThat(document.at("/paths/~1things~1{id}/post/requestBody/required")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void asksForAKeyWhereTheRouteDoes() {
        assertThat(document.at("/paths/~1things/post/security").size()).isEqualTo(2);
        assertThat(document.at("/paths/~1things/post/responses").propertyNames())
                .contains("401", "default");
        assertThat(document.at("/paths/~1things~1{id}/get/security").size()).isZero();
    }

    @Test
    void saysWhichScopeAKeyNeeds() {
        assertThat(document.at("/paths/~1things~1forget/post/security").toString())
                .isEqualTo("[{\"apiKey\":[\"admin\"]},{\"bearer\":[\"admin\"]}]");
        assertThat(document.at("/paths/~1things/post/security").toString())
                .isEqualTo("[{\"apiKey\":[\"read\"]},{\"bearer\":[\"read\"]}]");
        assertThat(document.at("/paths/~1things/post/responses").propertyNames())
                .contains("401", "403", "429");
        assertThat(document.at("/paths/~1things~1{id}/get/responses").propertyNames())
                .doesNotContain("401", "403", "429");
    }

    @Test
    void dividesThePathsBySections() {
        assertThat(document.at("/tags/0/name").asString()).isEqualTo("Things");
        assertThat(document.at("/paths/~1things~1{id}/get/tags").toString()).isEqualTo("[\"Things\"]");
        assertThat(document.at("/paths/~1boxes/put").has("tags")).isFalse();
    }

    @Test
    void tellsRecordsOfOneNameApartByWhatTheyStandIn() {
        assertThat(document.at("/components/schemas").propertyNames()).contains("BoxContent", "CrateContent");
    }

    @Test
    void describesEachContentThatABodyOrAnAnswerMayHave() {
        JsonNode bodies = document.at("/paths/~1boxes/put/requestBody/content");
        JsonNode answers = document.at("/paths/~1boxes/put/responses/200/content");

        assertThat(bodies.at("/application~1json/example/content/text").asString())
                .isEqualTo("a fox");
        assertThat(bodies.at("/image~1png/schema/format").asString()).isEqualTo("binary");
        assertThat(answers.propertyNames()).containsExactly("application/json", "image/png");
    }

    @Test
    void leavesToARouteWhatItSaysOfAnErrorItself() {
        assertThat(document.at("/paths/~1boxes/put/responses/403/description").asString())
                .isEqualTo("The box is not yours.");
        assertThat(document.at("/paths/~1boxes/put/responses/401/description").asString())
                .isEqualTo("A valid API key is needed.");
    }

    @Test
    void matchesThePathsThatARouteMeans() {
        assertThat(READ.matches("/things/7")).isTrue();
        assertThat(READ.matches("/things/7/parts")).isFalse();
        assertThat(READ.matches("/things")).isFalse();
    }
}
