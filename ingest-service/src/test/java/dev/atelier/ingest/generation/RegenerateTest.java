package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.event.PatternReference;
import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Regenerate.Changes;
import dev.atelier.ingest.generation.Submit.Submitted;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.store.Generation;
import dev.atelier.platform.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class RegenerateTest {
    private static final Caller CALLER = new Caller("default", "key_1");
    private static final Optional<String> NO_KEY = Optional.empty();
    private static final String INPUT = "{\"prompt\":\"a fox\",\"seed\":7}";
    private static final Callback WEBHOOK = new Callback("https://example.org/done", List.of(), Optional.empty());
    private static final Conditions CONDITIONS = new Conditions(
            Lane.BATCH, Optional.of(3), Optional.of("PT5S"), Optional.of("PT9S"), Optional.of(2), OnLimit.REJECT);

    private final List<NewGeneration> submitted = new ArrayList<>();
    private final List<Optional<String>> keys = new ArrayList<>();

    @Test
    void asksForTheSameAsAChildOfTheOldOne() throws InterruptedException {
        Submitted answer = regenerate(asked(INPUT)).regenerate(CALLER, "g-1", inputChange("{}"), NO_KEY);

        assertThat(answer.generation()).isEqualTo(asked("{}"));
        assertThat(submitted)
                .containsExactly(new NewGeneration(
                        Optional.of("atelier/sketch"),
                        Optional.of(Capability.EDIT),
                        json(INPUT),
                        Optional.of("photo"),
                        List.of("demo"),
                        CONDITIONS,
                        Optional.empty(),
                        Optional.of("g-1")));
    }

    @Test
    void hasWhatTheChangesSay() throws InterruptedException {
        var changes = new Changes(
                Optional.of("atelier/other"),
                Optional.of(json("{\"seed\": 8}")),
                Optional.of("watercolor"),
                Optional.of(List.of("again")),
                CONDITIONS,
                Optional.of(WEBHOOK));

        regenerate(asked(INPUT)).regenerate(CALLER, "g-1", changes, Optional.of("k-1"));

        assertThat(submitted)
                .containsExactly(new NewGeneration(
                        Optional.of("atelier/other"),
                        Optional.of(Capability.EDIT),
                        json("{\"prompt\":\"a fox\",\"seed\":8}"),
                        Optional.of("watercolor"),
                        List.of("again"),
                        CONDITIONS,
                        Optional.of(WEBHOOK),
                        Optional.of("g-1")));
        assertThat(keys).containsExactly(Optional.of("k-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"style\": \"ink\"} | {\"prompt\":\"a fox\",\"seed\":7,\"style\":\"ink\"}",
                "{\"seed\": null} | {\"prompt\":\"a fox\"}",
                "{\"seed\": {\"a\": null}} | {\"prompt\":\"a fox\",\"seed\":{\"a\":null}}",
                "{\"style\": null} | {\"prompt\":\"a fox\",\"seed\":7}",
                "{\"prompt\": \"a cat\", \"seed\": null} | {\"prompt\":\"a cat\"}",
            })
    void laysTheInputOverTheOldOne(String change, String input) throws InterruptedException {
        regenerate(asked(INPUT)).regenerate(CALLER, "g-1", inputChange(change), NO_KEY);

        assertThat(submitted.getFirst().input()).isEqualTo(json(input));
    }

    @Test
    void takesAwayLabelsAndStyleWhereThereAreToBeNone() throws InterruptedException {
        var changes = new Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.of(""),
                Optional.of(List.of()),
                CONDITIONS,
                Optional.empty());

        regenerate(asked(INPUT)).regenerate(CALLER, "g-1", changes, NO_KEY);

        assertThat(submitted.getFirst().tags()).isEmpty();
        assertThat(submitted.getFirst().style()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"seed\": 8} | true",
                "{} | true",
                "{\"prompt\": \"Read it otherwise\"} | false",
                "{\"schema\": {\"type\": \"string\"}} | false"
            })
    void isAskedForByThePatternOfTheOldOneWhileItAsksTheSame(String change, boolean isByIt)
            throws InterruptedException {
        var pattern = new PatternReference("p-1", 3, "yaml", null);
        Generation old = Generation.asked(GenerationRequested.newBuilder(request(INPUT))
                .setPattern(pattern)
                .build());

        regenerate(old).regenerate(CALLER, "g-1", inputChange(change), NO_KEY);

        assertThat(submitted.getFirst().pattern()).isEqualTo(isByIt ? Optional.of(pattern) : Optional.empty());
    }

    @Test
    void leavesACapabilityThatIsNotKnownToTheModel() throws InterruptedException {
        Generation old = asked(INPUT).admitted("atelier/sketch", Capability.UNKNOWN, Instant.EPOCH);

        regenerate(old).regenerate(CALLER, "g-1", inputChange("{}"), NO_KEY);

        assertThat(submitted.getFirst().capability()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a fox", "[]", "7", "", "{"})
    void refusesWhatNeverWasAnObject(String input) {
        var regenerate = regenerate(asked(input));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> regenerate.regenerate(CALLER, "g-1", inputChange("{}"), NO_KEY))
                .satisfies(e -> assertThat(e.refusal())
                        .isEqualTo(new InvalidRequest(
                                "input of the generation must be a JSON object to be asked for again",
                                Optional.of("input"))));
        assertThat(submitted).isEmpty();
    }

    @Test
    void refusesWhatIsNotThere() {
        var regenerate = new Regenerate(
                (_, _) -> {
                    throw RefusedException.noGeneration();
                },
                this::submit,
                _ -> List.of());

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> regenerate.regenerate(CALLER, "g-1", inputChange("{}"), NO_KEY))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(NotFound.class));
        assertThat(submitted).isEmpty();
    }

    private Regenerate regenerate(Generation old) {
        return new Regenerate((_, _) -> old, this::submit, _ -> List.of("ours"));
    }

    private Submitted submit(Caller caller, NewGeneration wanted, Optional<String> key) {
        submitted.add(wanted);
        keys.add(key);
        return new Submitted(asked("{}"), true);
    }

    private static Changes inputChange(String input) {
        return new Changes(
                Optional.empty(),
                Optional.of(json(input)),
                Optional.empty(),
                Optional.empty(),
                CONDITIONS,
                Optional.empty());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text);
    }

    private static Generation asked(String input) {
        return Generation.asked(request(input));
    }

    private static GenerationRequested request(String input) {
        return GenerationRequested.newBuilder()
                .setGenerationId("g-1")
                .setProject("default")
                .setModel("atelier/sketch")
                .setCapability(Capability.EDIT)
                .setInput(input)
                .setTags(List.of("demo", "ours"))
                .setStyle("photo")
                .setLane(Lane.NORMAL)
                .setOnLimit(OnLimit.QUEUE)
                .setRequestedAt(Instant.EPOCH)
                .build();
    }
}
