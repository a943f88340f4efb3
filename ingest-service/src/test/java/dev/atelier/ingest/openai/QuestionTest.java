package dev.atelier.ingest.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.SampleModels;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class QuestionTest {
    private static final ModelDefined SEEING = SampleModels.of(
            "{'prompt': {}, 'system': {}, 'image': {'type': 'array'}, 'detail': {}, 'schema': {}, 'strict': {}}",
            Capability.DESCRIBE,
            Capability.EXTRACT);
    private static final ModelDefined SKETCH =
            SampleModels.of("{'prompt': {}, 'image': {'type': 'string'}, 'schema': {}}", Capability.EXTRACT);

    @Test
    void describesWhatIsShown() {
        var asked = chat("""
                {'messages': [
                  {'role': 'developer', 'content': 'Be brief.'},
                  {'role': 'user', 'content': [
                    {'type': 'text', 'text': 'What are these?'},
                    {'type': 'image_url', 'image_url': {'url': 'https://a.test/1.png', 'detail': 'low'}},
                    {'type': 'image_url', 'image_url': {'url': 'data:,2'}}]}]}""");

        assertThat(asked.to(SEEING)).isEqualTo(Ask.of(SEEING, Capability.DESCRIBE, json("""
                {'system': 'Be brief.', 'prompt': 'What are these?', 'image': ['https://a.test/1.png', 'data:,2'], \
                'detail': 'low'}""")));
    }

    @Test
    void showsAFileThatWasBroughtBefore() {
        var asked = response("""
                {'input': [{'role': 'user', 'content': [
                  {'type': 'input_text', 'text': 'What is it?'},
                  {'type': 'input_image', 'image_url': null, 'file_id': 'f-1', 'detail': 'auto'}]}]}""");

        assertThat(asked.to(SEEING).input().path("image").asString()).isEqualTo("upload://f-1");
    }

    @Test
    void extractsWithTheSchemaOfEitherForm() {
        var chat = chat("""
                {'messages': [{'role': 'user', 'content': 'A fox.'}], 'response_format':
                  {'type': 'json_schema', 'json_schema': {'name': 'a', 'schema': {'type': 'object'}, 'strict': true}}}""");
        var response = response("""
                {'input': 'A fox.', 'text': {'format':
                  {'type': 'json_schema', 'name': 'a', 'schema': {'type': 'object'}, 'strict': true}}}""");
        var expected = Ask.of(
                SEEING, Capability.EXTRACT, json("{'prompt': 'A fox.', 'schema': {'type': 'object'}, 'strict': true}"));

        assertThat(chat.to(SEEING)).isEqualTo(expected);
        assertThat(response.to(SEEING)).isEqualTo(expected);
    }

    @Test
    void putsRulesBeforeThePromptWhereTheModelHasNoPlaceForThem() {
        var asked = response("""
                {'instructions': 'Be brief.', 'input': [{'role': 'user', 'content': 'A fox.'}],
                 'text': {'format': {'type': 'json_object'}}}""");

        assertThat(asked.to(SKETCH))
                .isEqualTo(Ask.of(
                        SKETCH,
                        Capability.EXTRACT,
                        json("{'prompt': 'Be brief.\\n\\nA fox.', 'schema': {'type': 'object'}}")));
    }

    @Test
    void tellsWhoSaidWhatInAConversation() {
        var asked = chat("""
                {'messages': [{'role': 'user', 'content': 'A fox?'}, {'role': 'assistant', 'content': 'Yes.'},
                  {'role': 'user', 'content': 'Red?'}]}""");

        assertThat(asked.to(SEEING).input().path("prompt").asString())
                .isEqualTo("user: A fox?\n\nassistant: Yes.\n\nuser: Red?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model | {'messages': [{'role': 'user', 'content': 'A fox.'}]}",
                "temperature | {'messages': [], 'temperature': 0.5, 'response_format': {'type': 'json_object'}}",
                "n must | {'messages': [], 'n': 2}",
                "tools | {'messages': [], 'tools': [{}]}",
                "messages[0].content | {'messages': [{'role': 'tool', 'content': 'A fox.'}]}",
                "messages[0].content[0] | {'messages': [{'role': 'user', 'content': [{'type': 'input_audio'}]}]}",
                "messages[0].content | {'messages': [{'role': 'user', 'content': 7}]}",
                "messages must | {'model': 'a/b'}",
                "response_format.type | {'messages': [], 'response_format': {'type': 'grammar'}}",
                "response_format.schema | {'messages': [], 'response_format': {'type': 'json_schema'}}"
            })
    void refusesWhatItCannotAsk(String message, String body) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> chat(body).to(SKETCH))
                .withMessageStartingWith(message);
    }

    @Test
    void refusesMorePicturesThanTheModelTakes() {
        var asked = response("""
                {'input': [{'role': 'user', 'content': [
                  {'type': 'input_image', 'image_url': 'data:,1'}, {'type': 'input_image', 'image_url': 'data:,2'}]}],
                 'text': {'format': {'type': 'json_object'}}}""");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> asked.to(SKETCH))
                .withMessage("This model takes no more than one picture.");
    }

    private static Question chat(String body) {
        return ChatBody.read(json(body)).question();
    }

    private static Question response(String body) {
        return ResponseBody.read(json(body)).question();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
