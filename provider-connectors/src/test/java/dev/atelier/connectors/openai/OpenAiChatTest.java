package dev.atelier.connectors.openai;

import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.ScriptedVendor;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import dev.atelier.platform.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** OpenAI's words about pictures, from a server of one's own that asks for no key. */
class OpenAiChatTest {
    private static final String ROUTE = "POST /v1/chat/completions";

    private final ScriptedVendor vendor = new ScriptedVendor();
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));

    @AfterEach
    void stop() {
        http.close();
        vendor.close();
    }

    @Test
    void extractsByTheSchemaAndAsksStrictly() throws InterruptedException {
        vendor.on(ROUTE, json(200, completion("\"{\\\"name\\\": \\\"fox\\\"}\"", "stop")));

        var done = (Submission.Succeeded) provider().submit(job(Capability.EXTRACT, """
                {"prompt": "What is it?", "image": ["object://1", "https://pictures.test/2.png"], "detail": "low",
                 "schema": {"type": "object", "properties": {"name": {"type": "string"}}},
                 "temperature": 0.5}"""), (_, _) -> {});

        assertThat(text(done)).isEqualTo("{\"name\": \"fox\"}");
        assertThat(done.metrics()).containsEntry("prompt_tokens", 11.0);
        assertThat(done.details()).isEqualTo(Map.of("version", "gpt-x-2026"));
        assertThat(body()).isEqualTo(Json.MAPPER.readTree("""
                {"model": "gpt-x", "temperature": 0.5,
                 "messages": [{"role": "user", "content": [
                   {"type": "text", "text": "What is it?"},
                   {"type": "image_url", "image_url": {"url": "data:image/png;base64,AQI=", "detail": "low"}},
                   {"type": "image_url", "image_url": {"url": "https://pictures.test/2.png", "detail": "low"}}]}],
                 "response_format": {"type": "json_schema",
                   "json_schema": {"name": "result", "strict": true, "schema": {
                     "type": "object", "properties": {"name": {"type": ["string", "null"]}},
                     "required": ["name"], "additionalProperties": false}}}}"""));
        assertThat(vendor.heard(ROUTE).getFirst().getHeaders().get("Authorization"))
                .isNull();
    }

    @Test
    void asksLooselyForWhatCannotBeSaidStrictly() throws InterruptedException {
        vendor.on(ROUTE, json(200, completion("\"{}\"", "stop")));

        provider().submit(job(Capability.EXTRACT, """
                {"prompt": "What is it?", "schema": {"type": "object"}}"""), (_, _) -> {});

        assertThat(body().at("/response_format/json_schema")).isEqualTo(Json.MAPPER.readTree("""
                {"name": "result", "strict": false, "schema": {"type": "object"}}"""));
    }

    @Test
    void tellsTheModelWhatWasWrongWithItsLastAnswer() throws InterruptedException {
        vendor.on(ROUTE, json(200, completion("\"{}\"", "stop")));
        var first = job(Capability.EXTRACT, """
                {"prompt": "How many?", "schema": {"type": "object"}}""");

        provider()
                .submit(
                        Jobs.corrected(first, "{\"n\": \"some\"}", "/n", "string found, integer expected"),
                        (_, _) -> {});

        var messages = body().path("messages");
        assertThat(messages.valueStream().map(message -> message.path("role").asString()))
                .containsExactly("user", "assistant", "user");
        assertThat(messages.at("/1/content").asString()).isEqualTo("{\"n\": \"some\"}");
        assertThat(messages.at("/2/content").asString()).contains("- /n string found, integer expected");
    }

    @Test
    void describesInWords() throws InterruptedException {
        vendor.on(ROUTE, json(200, completion("\" A fox. \"", "stop")));

        var done = (Submission.Succeeded) provider().submit(job(Capability.DESCRIBE, """
                {"image": "object://1", "system": "Be brief."}"""), (_, _) -> {});

        assertThat(text(done)).isEqualTo("A fox.");
        assertThat(body().path("messages")).isEqualTo(Json.MAPPER.readTree("""
                [{"role": "system", "content": "Be brief."},
                 {"role": "user", "content": [
                   {"type": "text", "text": "Describe this."},
                   {"type": "image_url", "image_url": {"url": "data:image/png;base64,AQI="}}]}]"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"{}\" | content_filter | ContentRefused",
                "\"{\" | length | ProviderFailed",
                "null, \"refusal\": \"I can not.\" | stop | ContentRefused",
                "null | stop | MalformedReply",
                "\"\" | stop | MalformedReply",
                "[] | stop | MalformedReply",
            })
    void readsEachEnding(String content, String reason, String failure) throws InterruptedException {
        vendor.on(ROUTE, json(200, completion(content, reason)));

        assertThat(failure(provider().submit(job(Capability.EXTRACT, """
                {"image": "object://1", "schema": {}}"""), (_, _) -> {}))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | input.image or a prompt must be given",
                "{\"prompt\": \"x\"} | input.schema must be given",
                "{\"prompt\": \"x\", \"schema\": 5} | input.schema must be an object, but was 5",
                "{\"prompt\": \"x\", \"schema\": {}, \"strict\": 1} | input.strict must be a truth value, but was 1",
                "{\"prompt\": \"x\", \"schema\": {}, \"strict\": true} | input.schema cannot be said strictly: must name its type: a strict mode cannot leave it open; strict may be false",
                "{\"prompt\": \"x\", \"schema\": {}, \"n\": 2} | input.n is not supported, but was 2",
                "{\"prompt\": \"x\", \"schema\": {}, \"messages\": []} | input.messages is made from the other parameters",
            })
    void refusesWhatItCannotAskFor(String parameters, String detail) throws InterruptedException {
        assertThat(failure(provider().submit(job(Capability.EXTRACT, parameters), (_, _) -> {}))
                        .detail())
                .isEqualTo(detail);
        assertThat(vendor.heard()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithARequest() throws InterruptedException {
        vendor.on(ROUTE, json(400, "{\"object\": \"error\", \"message\": \"no such template\", \"code\": 400}"));

        assertThat(failure(provider().submit(job(Capability.DESCRIBE, "{\"prompt\": \"x\"}"), (_, _) -> {})))
                .isInstanceOf(Failure.InvalidRequest.class)
                .extracting(Failure::detail)
                .isEqualTo("openai: no such template");
    }

    private Provider provider() {
        var accounts = new Accounts(Map.of("OPENAI_API_KEY", "not-for-others"));
        accounts.define(
                "account",
                AccountDefined.newBuilder()
                        .setAccount("account")
                        .setProvider("openai")
                        .setConcurrency(1)
                        .setBaseUrl(vendor.url("/v1").toString())
                        .build());
        var settings = new ProviderSettings("openai", Map.of("timeout", "PT10S"));
        return new OpenAiFactory().create(new ProviderContext(settings, http, accounts));
    }

    private static Job job(Capability capability, String parameters) {
        return Jobs.at(
                "gpt-x",
                Jobs.of(capability, parameters, 1, (_, _) -> new InputFile.Read("image/png", new byte[] {1, 2})));
    }

    private JsonNode body() {
        return Json.MAPPER.readTree(vendor.heard(ROUTE).getFirst().getBody().utf8());
    }

    private static String completion(String content, String reason) {
        return """
                {"id": "c1", "model": "gpt-x-2026", "usage": {"prompt_tokens": 11, "completion_tokens": 7},
                 "choices": [{"index": 0, "message": {"role": "assistant", "content": %s}, "finish_reason": "%s"}]}\
                """.formatted(content, reason);
    }

    private static String text(Submission.Succeeded done) {
        return new String(((Output.Content.Bytes) done.outputs().getFirst().content()).bytes(), UTF_8);
    }

    private static Failure failure(Submission submission) {
        return ((Submission.Failed) submission).failure();
    }
}
