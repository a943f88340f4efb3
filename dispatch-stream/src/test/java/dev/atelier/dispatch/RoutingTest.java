package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.RoutingRule;
import dev.atelier.event.StyleDefined;
import dev.atelier.event.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a generation runs, and what is asked there. */
class RoutingTest {
    private final DispatchDriver dispatch = new DispatchDriver();

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void sharesWorkByWeightAndKeepsTheOthersAsFallback() {
        model(
                Definitions.target("a").setWeight(3).build(),
                Definitions.target("b").setWeight(1).build(),
                Definitions.target("spare").setWeight(0).build(),
                Definitions.target("last").build());
        dispatch.submit(IntStream.range(0, 800).mapToObj(i -> "g" + i).toArray(String[]::new));

        List<List<String>> orders =
                dispatch.admitted().stream().map(RoutingTest::accounts).toList();

        assertThat(orders)
                .hasSize(800)
                .allSatisfy(order -> assertThat(order)
                        .containsExactlyInAnyOrder("a", "b", "spare", "last")
                        .endsWith("spare", "last"));
        assertThat(orders.stream().filter(order -> order.getFirst().equals("a")).count())
                .isCloseTo(600, within(60L));
    }

    @Test
    void drawsTheSameOrderForTheSameGeneration() {
        model(
                Definitions.target("a").setWeight(1).build(),
                Definitions.target("b").setWeight(1).build());
        dispatch.submit("g");
        try (var again = new DispatchDriver()) {
            again.model(Definitions.model(
                            "atelier/sketch",
                            Definitions.target("a").setWeight(1).build(),
                            Definitions.target("b").setWeight(1).build())
                    .build());
            again.submit("g");

            assertThat(accounts(again.admitted().getFirst()))
                    .isEqualTo(accounts(dispatch.admitted().getFirst()));
        }
    }

    @Test
    void keepsToTheFirstRuleThatFits() {
        var gold = new RoutingRule(List.of(), List.of("gold", "house"), List.of("c", "a"));
        var demo = new RoutingRule(List.of("demo"), List.of("test"), List.of("b"));
        dispatch.model(Definitions.model("atelier/sketch", target("a"), target("b"), target("c"))
                .setRules(List.of(gold, demo))
                .build());

        dispatch.submit(
                Requests.builder("demo", "one").setTags(List.of("gold", "test")).build());
        dispatch.submit(Requests.builder("demo", "two").build());
        dispatch.submit(Requests.builder("demo", "three").setTags(List.of()).build());

        assertThat(dispatch.admitted())
                .extracting(RoutingTest::accounts)
                .containsExactly(List.of("c", "a"), List.of("b"), List.of("a", "b", "c"));
    }

    @Test
    void usesAProjectsOwnAccountForThatProjectAlone() {
        dispatch.account(Definitions.account("own", "fal", 2).setProject("demo").build());
        dispatch.project("other", Map.of());
        model(Definitions.target("fal", "own").build(), target("sketch"));

        dispatch.submit(Requests.image("demo", "mine"));
        dispatch.submit(Requests.image("other", "theirs"));

        assertThat(dispatch.admitted())
                .extracting(RoutingTest::accounts)
                .containsExactly(List.of("own", "sketch"), List.of("sketch"));
    }

    @Test
    void fallsBackOnlyToWhatCanDoTheSame() {
        dispatch.model(Definitions.model(
                        "atelier/sketch",
                        target("a"),
                        Definitions.target("b")
                                .setCapabilities(List.of(Capability.EDIT))
                                .build(),
                        Definitions.target("c")
                                .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                                .build())
                .build());

        dispatch.submit("g");

        assertThat(accounts(dispatch.admitted().getFirst())).containsExactly("a", "c");
    }

    @Test
    void refusesWhatNobodyMayDo() {
        dispatch.account(
                Definitions.account("own", "fal", 2).setProject("other").build());
        model(Definitions.target("fal", "own").build());

        dispatch.submit("g");
        dispatch.submit(Requests.builder("demo", "pinned").setProvider("bfl").build());

        assertThat(dispatch.outcomes())
                .satisfiesExactly(
                        nowhere -> {
                            assertThat(nowhere.getStatus()).isEqualTo(GenerationStatus.REJECTED);
                            assertThat(DispatchDriver.failure(nowhere).getField())
                                    .contains("model");
                            assertThat(DispatchDriver.failure(nowhere).getMessage())
                                    .isEqualTo(
                                            "model atelier/sketch does no text-to-image at any account for project demo");
                        },
                        pinned -> assertThat(DispatchDriver.failure(pinned).getField())
                                .contains("provider"));
    }

    @Test
    void saysItInTheProvidersWordsAndPricesItInTheModels() {
        var target = Definitions.target("sketch")
                .setDefaults("{\"steps\": 20}")
                .setMapping(Map.of("prompt", "input.text", "steps", "input.num_inference_steps", "seed", ""))
                .setPrices(List.of(new Price(7L, PriceUnit.REQUEST, Map.of("seed", "7"))))
                .build();
        model(target);

        dispatch.submit("g");

        Target chosen = dispatch.admitted().getFirst().getTargets().getFirst();
        assertThat(chosen.getParameters()).isEqualTo("{\"input\":{\"num_inference_steps\":20,\"text\":\"a red fox\"}}");
        assertThat(dispatch.jobs().getFirst().getParameters()).isEqualTo(chosen.getParameters());
    }

    @Test
    void dressesThePromptInTheStyle() {
        style("ink", "{prompt}, in ink", "{\"steps\": 30, \"seed\": 1, \"negative_prompt\": \"color\"}");

        dispatch.submit(Requests.builder("demo", "g").setStyle("ink").build());

        // The client's seed stays, and the model has no negative_prompt.
        assertThat(dispatch.jobs().getFirst().getParameters())
                .isEqualTo("{\"steps\":30,\"prompt\":\"a red fox, in ink\",\"seed\":7}");
    }

    @Test
    void refusesAStyleThatIsNotKnownOrDoesNotFitTheModel() {
        style("endless", "{prompt}", "{\"steps\": 5000}");

        dispatch.submit(Requests.builder("demo", "unknown").setStyle("oil").build());
        dispatch.submit(Requests.builder("demo", "unfit").setStyle("endless").build());

        assertThat(dispatch.outcomes())
                .satisfiesExactly(
                        unknown -> assertThat(DispatchDriver.failure(unknown).getMessage())
                                .isEqualTo("style oil is not known"),
                        unfit -> assertThat(DispatchDriver.failure(unfit).getMessage())
                                .startsWith("in style endless input.steps "));
    }

    private void style(String name, String prompt, String parameters) {
        dispatch.style(StyleDefined.newBuilder()
                .setStyle(name)
                .setTitle("A style")
                .setPrompt(prompt)
                .setParameters(parameters)
                .build());
    }

    private void model(ModelTarget... targets) {
        dispatch.model(Definitions.model("atelier/sketch", targets).build());
    }

    private static ModelTarget target(String account) {
        return Definitions.target(account).build();
    }

    private static List<String> accounts(GenerationAdmitted admitted) {
        return admitted.getTargets().stream().map(Target::getAccount).toList();
    }
}
