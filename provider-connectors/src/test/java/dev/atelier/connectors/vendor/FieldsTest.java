package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How parameters are read, and what is said of wrong ones. */
class FieldsTest {
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void readsEachKind() throws InterruptedException {
        var fields = fields("""
                {"prompt": "x", "seed": 7, "strength": 0.5, "schema": {}, "stops": [], "image": ["a", "b"], "none": null}""");

        assertThat(fields.needed("prompt")).isEqualTo("x");
        assertThat(fields.whole("seed", 0, 10)).contains(7L);
        assertThat(fields.number("strength").orElseThrow().doubleValue()).isEqualTo(0.5);
        assertThat(fields.object("schema")).isPresent();
        assertThat(fields.list("stops")).isPresent();
        assertThat(fields.files("image")).hasSize(2);
        assertThat(fields.text("none")).isEmpty();
        fields.refuseRest();
        assertThat(fields.failure()).isEmpty();
    }

    @Test
    void namesFieldRuleAndValue() {
        assertThat(violation("{\"prompt\": 5}", fields -> fields.text("prompt")))
                .isEqualTo("input.prompt must be text, but was 5");
        assertThat(violation("{\"seed\": 11}", fields -> fields.whole("seed", 0, 10)))
                .isEqualTo("input.seed must be a whole number from 0 to 10, but was 11");
        assertThat(violation("{}", fields -> fields.needed("prompt"))).isEqualTo("input.prompt must be given");
        assertThat(violation("{\"size\": \"3x3\"}", fields -> fields.number("size")))
                .isEqualTo("input.size must be a number, but was 3x3");
    }

    @Test
    void showsNoValueThatMayBePrivate() {
        assertThat(violation("{\"seed\": \"a red fox in the snow\"}", fields -> fields.number("seed")))
                .isEqualTo("input.seed must be a number");
    }

    @Test
    void refusesWhatNobodyReads() {
        assertThat(violation("{\"prompt\": \"x\", \"hight\": 5}", fields -> {
                    fields.text("prompt");
                    fields.text("height");
                    fields.refuseRest();
                }))
                .isEqualTo("input.hight is not known; known are height, prompt, but was 5");
    }

    @Test
    void keepsTheFirstViolationAndReadsNoFileAfterIt() throws InterruptedException {
        var fields = fields("{\"seed\": true, \"image\": \"a\"}");

        fields.number("seed");

        assertThat(fields.files("image")).isEmpty();
        fields.needed("prompt");
        assertThat(fields.failure())
                .contains(new Failure.InvalidRequest(
                        "input.seed must be a number, but was true", Optional.of("input.seed")));
    }

    @Test
    void passesOnWhyAFileCannotBeHad() throws InterruptedException {
        var fields = fields("{\"image\": \"object://missing\"}");

        assertThat(fields.files("image")).isEmpty();
        assertThat(fields.failure()).containsInstanceOf(Failure.Unavailable.class);
    }

    private String violation(String parameters, Consumer<Fields> reading) {
        var fields = fields(parameters);
        reading.accept(fields);
        return fields.failure().orElseThrow().detail();
    }

    private Fields fields(String parameters) {
        String ours = parameters.replace("\"a\"", "\"object://a\"").replace("\"b\"", "\"object://b\"");
        Job job = Jobs.of(
                Capability.EDIT,
                ours,
                1,
                (_, reference) -> reference.endsWith("missing")
                        ? new InputFile.Unreadable(new Failure.Unavailable("not now"))
                        : new Read("image/png", new byte[] {1}));
        return new Fields(job, new InputReader(http.outlet()));
    }
}
