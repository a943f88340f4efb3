package dev.atelier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputIT {
    private static final String FOX = "\"input\": {\"prompt\": \"a red fox\"}";

    private final Client client = Edge.client();

    static Stream<Arguments> bodies() {
        String longText = "x".repeat(65);
        String manyTags = IntStream.range(0, 33).mapToObj("\"t%d\""::formatted).collect(Collectors.joining(","));
        String badPicture = "data:image/png;base64," + "*".repeat(9000);
        return Stream.of(
                row("", 400, "invalid_request", ""),
                row("{", 400, "invalid_request", ""),
                row("{\"input\": {\"prompt\": }}", 400, "invalid_request", ""),
                row("{%s} trailing".formatted(FOX), 400, "invalid_request", ""),
                row("{%s, %s}".formatted(FOX, FOX), 400, "invalid_request", ""),
                row("[]", 400, "invalid_request", ""),
                row("null", 400, "invalid_request", ""),
                row("\"text\"", 400, "invalid_request", ""),
                row("[".repeat(5000), 400, "invalid_request", ""),
                row("{\"input\": {\"schema\": %s".formatted("{\"a\":".repeat(200)), 400, "invalid_request", ""),
                row("{}", 400, "invalid_request", "input"),
                row("{\"input\": null}", 400, "invalid_request", "input"),
                row("{\"input\": []}", 400, "invalid_request", "input"),
                row("{\"input\": \"a fox\"}", 400, "invalid_request", "input"),
                row("{\"input\": {}}", 400, "invalid_request", "input.prompt"),
                row("{\"input\": {\"prompt\": \"\"}}", 400, "invalid_request", "input.prompt"),
                row("{\"input\": {\"prompt\": 7}}", 400, "invalid_request", "input.prompt"),
                row(input("\"seed\": -1"), 400, "invalid_request", "input.seed"),
                row(input("\"seed\": 1.5"), 400, "invalid_request", "input.seed"),
                row(input("\"seed\": 9007199254740992"), 400, "invalid_request", "input.seed"),
                row(input("\"seed\": 1e999999999"), 400, "invalid_request", "input.seed"),
                row(input("\"seed\": %s".formatted("9".repeat(2000))), 400, "invalid_request", ""),
                row(input("\"size\": \"4000x4000\""), 400, "invalid_request", "input.size"),
                row(input("\"size\": \"0x10\""), 400, "invalid_request", "input.size"),
                row(input("\"size\": \"2049x1\""), 400, "invalid_request", "input.size"),
                row(input("\"size\": \"big\""), 400, "invalid_request", "input.size"),
                row(input("\"width\": 4096"), 400, "invalid_request", "input.width"),
                row(input("\"format\": \"bmp\""), 400, "invalid_request", "input.format"),
                row(input("\"colour\": \"red\""), 400, "invalid_request", "input.colour"),
                row(input("\"style\": \"\\ud800\""), 400, "invalid_request", "input.style"),
                row(
                        input("\"image\": \"object://projects/other/content/ab/abc\""),
                        400,
                        "invalid_request",
                        "input.image"),
                row(
                        input("\"image\": \"object://projects/default/content/../../other/x\""),
                        400,
                        "invalid_request",
                        "input.image"),
                row(input("\"image\": \"%s\"".formatted(badPicture)), 400, "invalid_request", "input.image"),
                row("{%s, \"model\": \"no/such\"}".formatted(FOX), 404, "model_not_found", "model"),
                row("{%s, \"model\": \"nobody\"}".formatted(FOX), 404, "model_not_found", "model"),
                row("{%s, \"model\": 7}".formatted(FOX), 400, "invalid_request", "model"),
                row("{%s, \"rank\": 7}".formatted(FOX), 400, "invalid_request", "rank"),
                row("{%s, \"project\": \"other\"}".formatted(FOX), 400, "invalid_request", "project"),
                row("{%s, \"tags\": \"demo\"}".formatted(FOX), 400, "invalid_request", "tags"),
                row("{%s, \"tags\": [null]}".formatted(FOX), 400, "invalid_request", "tags[0]"),
                row("{%s, \"tags\": [1]}".formatted(FOX), 400, "invalid_request", "tags[0]"),
                row("{%s, \"tags\": [\"ok\", \"\"]}".formatted(FOX), 400, "invalid_request", "tags[1]"),
                row("{%s, \"tags\": [\"a\\nb\"]}".formatted(FOX), 400, "invalid_request", "tags[0]"),
                row("{%s, \"tags\": [\"%s\"]}".formatted(FOX, longText), 400, "invalid_request", "tags[0]"),
                row("{%s, \"tags\": [%s]}".formatted(FOX, manyTags), 400, "invalid_request", "tags"),
                row("{%s, \"priority\": \"urgent\"}".formatted(FOX), 400, "invalid_request", "priority"),
                row("{%s, \"priority\": 1}".formatted(FOX), 400, "invalid_request", "priority"),
                row("{%s, \"onLimit\": \"fail\"}".formatted(FOX), 400, "invalid_request", "onLimit"),
                row("{%s, \"deadline\": \"soon\"}".formatted(FOX), 400, "invalid_request", "deadline"),
                row("{%s, \"deadline\": \"PT-5S\"}".formatted(FOX), 400, "invalid_request", "deadline"),
                row("{%s, \"deadline\": \"PT2562047788015215H\"}".formatted(FOX), 400, "invalid_request", "deadline"),
                row("{%s, \"deadline\": \"2020-01-01T00:00:00Z\"}".formatted(FOX), 400, "invalid_request", "deadline"),
                row("{%s, \"startDeadline\": \"soon\"}".formatted(FOX), 400, "invalid_request", "startDeadline"),
                row("{%s, \"startDeadline\": 60}".formatted(FOX), 400, "invalid_request", "startDeadline"),
                row("{%s, \"style\": \"unheard-of\"}".formatted(FOX), 400, "invalid_request", "style"),
                row("{%s, \"maxAttempts\": 0}".formatted(FOX), 400, "invalid_request", "maxAttempts"),
                row("{%s, \"maxAttempts\": 21}".formatted(FOX), 400, "invalid_request", "maxAttempts"),
                row("{%s, \"maxAttempts\": 1.5}".formatted(FOX), 400, "invalid_request", "maxAttempts"),
                row("{%s, \"maxAttempts\": 99999999999}".formatted(FOX), 400, "invalid_request", "maxAttempts"),
                row("{%s, \"priorityLevel\": 11}".formatted(FOX), 400, "invalid_request", "priorityLevel"),
                row("{%s, \"priorityLevel\": -11}".formatted(FOX), 400, "invalid_request", "priorityLevel"),
                row("{%s, \"priorityLevel\": \"high\"}".formatted(FOX), 400, "invalid_request", "priorityLevel"),
                row("{%s, \"webhook\": \"http://example.org\"}".formatted(FOX), 400, "invalid_request", "webhook"),
                row("{%s, \"webhook\": \"https://u:p@example.org\"}".formatted(FOX), 400, "invalid_request", "webhook"),
                row("{%s, \"webhookEvents\": []}".formatted(FOX), 400, "invalid_request", "webhookEvents"),
                row(
                        "{%s, \"webhook\": \"https://example.org\", \"webhookEvents\": [\"x\"]}".formatted(FOX),
                        400,
                        "invalid_request",
                        "webhookEvents[0]"),
                row("{%s, \"capability\": \"dance\"}".formatted(FOX), 400, "invalid_request", "capability"),
                row("{%s, \"capability\": \"upscale\"}".formatted(FOX), 400, "invalid_request", "capability"),
                row("{%s, \"parentId\": \"none\"}".formatted(FOX), 400, "invalid_request", "parentId"),
                row(
                        "{%s, \"parentId\": \"%s\"}".formatted(FOX, "00000000-0000-7000-8000-000000000000"),
                        400,
                        "invalid_request",
                        "parentId"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesABodyAndNamesTheField(String body, int status, String code, String field) {
        Answer answer = client.submit(body);

        assertRefused(answer, status, code, field);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void refusesAQueryAndNamesTheParameter(String query, String field) {
        Answer answer = client.get("/v1/generations?" + query);

        assertRefused(answer, 400, "invalid_request", field);
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("cursor=nonsense", "cursor"),
                Arguments.of("cursor=AQAAAAAAAAAAAAAAAA", "cursor"),
                Arguments.of("cursor=%2B%2F", "cursor"),
                Arguments.of("limit=0", "limit"),
                Arguments.of("limit=201", "limit"),
                Arguments.of("limit=ten", "limit"),
                Arguments.of("limit=", "limit"),
                Arguments.of("limit=1&limit=2", "limit"),
                Arguments.of("status=done", "status"),
                Arguments.of("after=yesterday", "after"),
                Arguments.of("before=-1000000000-01-01T00:00:00Z", "before"),
                Arguments.of("page=2", "page"));
    }

    @Test
    void saysWhereMalformedJsonBreaks() {
        Answer answer = client.submit("{\n \"input\": }");

        assertThat(answer.text("error.message")).contains("line 2, column 1");
    }

    @Test
    void saysWhatASizeMustBe() {
        Answer answer = client.submit(input("\"size\": \"4000x4000\""));

        assertThat(answer.text("error.message"))
                .isEqualTo("input.size must be WIDTHxHEIGHT, each a multiple of 16 from 16 to 128");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        String body = "{\"input\": {\"prompt\": \"%s\"}}".formatted("x".repeat(Edge.MAX_BODY));

        Answer declared = client.submit(body);
        Answer streamed = client.send(
                "/v1/generations",
                request -> request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
                                body.getBytes(java.nio.charset.StandardCharsets.UTF_8)))));

        assertRefused(declared, 413, "payload_too_large", "");
        assertRefused(streamed, 413, "payload_too_large", "");
    }

    @Test
    void refusesWhatIsNotJson() {
        Answer form = client.send(
                "/v1/generations",
                request -> request.header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{%s}".formatted(FOX))));
        Answer untyped =
                client.send("/v1/generations", request -> request.POST(BodyPublishers.ofString("{%s}".formatted(FOX))));

        assertRefused(form, 415, "unsupported_media_type", "");
        assertRefused(untyped, 415, "unsupported_media_type", "");
    }

    @Test
    void refusesAnIdempotencyKeyThatIsNotVisibleAscii() {
        Answer spaced = client.submit("{%s}".formatted(FOX), "Idempotency-Key", "a b");
        Answer longer = client.submit("{%s}".formatted(FOX), "Idempotency-Key", "k".repeat(256));

        assertRefused(spaced, 400, "invalid_request", "Idempotency-Key");
        assertRefused(longer, 400, "invalid_request", "Idempotency-Key");
    }

    private static void assertRefused(Answer answer, int status, String code, String field) {
        assertThat(answer.text("error.code")).as(answer.json().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("error.field")).isEqualTo(field);
        assertThat(answer.text("error.message")).isNotEmpty();
        assertThat(answer.text("request_id")).isNotEmpty().isEqualTo(answer.header("x-request-id"));
        assertThat(answer.json().toString()).doesNotContain("Exception", "\\tat ", "dev.atelier", "tools.jackson");
    }

    private static String input(String more) {
        return "{\"input\": {\"prompt\": \"a red fox\", %s}}".formatted(more);
    }

    private static Arguments row(String body, int status, String code, String field) {
        return Arguments.of(body, status, code, field);
    }
}
