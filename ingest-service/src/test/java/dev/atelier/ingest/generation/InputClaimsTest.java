package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.platform.json.Json;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class InputClaimsTest {
    private static final String LARGE =
            "data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[9000]);

    @Test
    void replacesALargeDataUriWhereverItIs() {
        ObjectNode input = input("{\"a\": {\"b\": [1, \"%s\"]}, \"c\": \"text\"}".formatted(LARGE));

        var claimed = InputClaims.claim("default", input);

        assertThat(claimed.claims()).hasSize(1);
        assertThat(claimed.input().at("/a/b/1").asString())
                .matches("object://projects/default/content/../[0-9a-f]{64}");
        assertThat(claimed.input().at("/c").asString()).isEqualTo("text");
    }

    @Test
    void leavesASmallDataUriAsItIs() {
        ObjectNode input = input("{\"image\": \"data:image/png;base64,AAAA\"}");

        var claimed = InputClaims.claim("default", input);

        assertThat(claimed.claims()).isEmpty();
        assertThat(claimed.input()).isEqualTo(input);
    }

    @Test
    void givesTheSameContentTheSameReference() {
        var first = InputClaims.claim("default", input("{\"image\": \"%s\"}".formatted(LARGE)));
        var again = InputClaims.claim("default", input("{\"image\": \"%s\"}".formatted(LARGE)));

        assertThat(first.input()).isEqualTo(again.input());
    }

    @Test
    void takesAReferenceOfTheProjectAlone() {
        String own = "{\"image\": \"object://projects/default/content/ab/abcd\"}";

        assertThat(InputClaims.claim("default", input(own)).input()).isEqualTo(input(own));
        assertRefused("{\"image\": \"object://projects/other/content/ab/abcd\"}", "input.image");
        assertRefused("{\"image\": \"object://projects/default/content/../../other\"}", "input.image");
        assertRefused("{\"image\": \"object://staging/default/x\"}", "input.image");
    }

    @Test
    void refusesNumbersThatAreDearToComputeWith() {
        assertRefused("{\"seed\": [1e400000000]}", "input.seed[0]");
        assertRefused("{\"seed\": 1e-400000000}", "input.seed");
    }

    private static void assertRefused(String json, String field) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> InputClaims.claim("default", input(json)))
                .withMessageStartingWith(field);
    }

    private static ObjectNode input(String json) {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }
}
