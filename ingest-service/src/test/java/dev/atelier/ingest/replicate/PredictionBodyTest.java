package dev.atelier.ingest.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.generation.Callback;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.lifecycle.EventType;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where and when a prediction is to be posted. */
class PredictionBodyTest {
    private static final String URL = "https://example.org/hook";

    @Test
    void isPostedOnceItIsOverUnlessItSaysMore() {
        var body = body("{\"input\": {}, \"webhook\": \"%s\"}".formatted(URL));

        assertThat(body.callback()).contains(new Callback(URL, List.of(), Optional.of("replicate")));
        assertThat(body("{\"input\": {}}").callback()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "start, generation.running",
        "output, generation.succeeded",
        "logs, generation.progressed",
    })
    void isPostedWhenItsFilterSaysSo(String word, String event) {
        assertThat(filtered("[\"%s\"]".formatted(word)).events()).containsExactly(event);
    }

    @Test
    void isPostedOnceForWhatHappensAtOnce() {
        assertThat(filtered("[\"output\", \"completed\"]").events())
                .containsExactlyInAnyOrderElementsOf(EventType.endings());
    }

    @Test
    void refusesAFilterThatNothingIsPostedFor() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> body("{\"input\": {}, \"webhook_events_filter\": [\"start\"]}")
                        .callback())
                .withMessageContaining("webhook_events_filter");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> filtered("[\"end\"]"))
                .withMessageContaining("webhook_events_filter[0]");
    }

    private static Callback filtered(String words) {
        return body("{\"input\": {}, \"webhook\": \"%s\", \"webhook_events_filter\": %s}".formatted(URL, words))
                .callback()
                .orElseThrow();
    }

    private static PredictionBody body(String json) {
        return JsonBodies.convert(Json.MAPPER.readTree(json), PredictionBody.class);
    }
}
