package dev.atelier.connectors;

import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderJars;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorRig;
import dev.atelier.connectors.worker.TestPictures;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.platform.catalogue.Definitions;
import dev.atelier.platform.catalogue.InputRules;
import dev.atelier.platform.catalogue.PriceBook;
import dev.atelier.platform.catalogue.TargetInput;
import dev.atelier.platform.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The models that Atelier brings, each through the adapter of its vendor: with what it needs, and with all it knows. */
class ReadyModelsTest {
    private static final byte[] PICTURE = TestPictures.png(64, 64);
    private static final String BASE64 = Base64.getEncoder().encodeToString(PICTURE);

    /** Inputs that no rule of the schema alone makes sensible. */
    private static final Map<String, String> SENSIBLE = Map.of(
            "prompt", "\"a red fox in the snow\"",
            "negative_prompt", "\"blur\"",
            "size", "\"1024x1024\"",
            "image", "\"object://demo/fox\"",
            "mask", "\"object://demo/mask\"",
            "raw", "true",
            "schema", """
                    {"type": "object", "properties": {"animal": {"type": "string"}}, "required": ["animal"],
                     "additionalProperties": false}""");

    private final InputRules rules = new InputRules();

    @Test
    void haveAnAccountOfTheirProviderAndANameOfTheirOwn() {
        var definitions = Definitions.ofVendors();
        var accounts = definitions.accounts();

        assertThat(definitions.models())
                .extracting(ModelDefined::getModel)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(40);
        assertThat(definitions.models())
                .allSatisfy(model -> assertThat(model.getTargets())
                        .singleElement()
                        .satisfies(target -> {
                            assertThat(model.getModel()).startsWith(target.getProvider() + "/");
                            assertThat(accounts).anySatisfy(account -> {
                                assertThat(account.getAccount()).isEqualTo(target.getAccount());
                                assertThat(account.getProvider()).isEqualTo(target.getProvider());
                            });
                        }));
        try (var jars = ProviderJars.none()) {
            assertThat(jars.factories().keySet())
                    .containsAll(definitions.models().stream()
                            .map(model -> model.getTargets().getFirst().getProvider())
                            .toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> runAtTheirVendor() {
        return Definitions.ofVendors().models().stream()
                .flatMap(model -> model.getCapabilities().stream()
                        .flatMap(capability -> Stream.of(false, true)
                                .map(all -> DynamicTest.dynamicTest(
                                        "%s %s %s"
                                                .formatted(
                                                        model.getModel(),
                                                        capability,
                                                        all ? "with all" : "with the least"),
                                        () -> runs(model, capability, all)))));
    }

    private void runs(ModelDefined model, Capability capability, boolean all) throws InterruptedException {
        var target = model.getTargets().getFirst();
        var input = input(model, capability, all);
        assertThat(rules.violation(model.getInputSchema(), input))
                .as("the input %s", input)
                .isEmpty();
        var asked = TargetInput.of(target, input);
        assertThat(PriceBook.price(target.getPrices(), asked)).as("the price").isPresent();
        assertThat(rules.violation(model.getInputSchema(), ofTheClients(model, asked)))
                .as("the defaults")
                .isEmpty();
        var parameters = TargetInput.renamed(asked, target.getMapping());

        try (var jars = ProviderJars.none();
                var rig = new VendorRig(Objects.requireNonNull(jars.factories().get(target.getProvider())))) {
            String route = route(target.getProvider(), target.getProviderModel(), capability);
            rig.vendor.on(route, answer(target.getProvider(), capability));

            var submission = rig.provider(base(target.getProvider()), Map.of())
                    .submit(job(target.getProviderModel(), capability, parameters), (_, _) -> {});

            assertThat(submission).isNotInstanceOf(Submission.Failed.class);
            assertThat(rig.vendor.heard(route)).hasSize(1);
        }
    }

    /** What {@code capability} needs, or all that the schema has but what another needs. */
    private static ObjectNode input(ModelDefined model, Capability capability, boolean all) {
        var schema = Json.MAPPER.readTree(model.getInputSchema());
        List<String> names = new ArrayList<>();
        if (all) {
            names.addAll(schema.path("properties").propertyNames());
        } else {
            schema.path("required").forEach(name -> names.add(name.asString()));
        }
        names.remove("schema");
        if (capability == Capability.EXTRACT) {
            names.add("schema");
        }
        var input = Json.MAPPER.createObjectNode();
        names.forEach(
                name -> input.set(name, value(name, schema.path("properties").path(name))));
        return input;
    }

    /** The sensible one, else the first or the least that is allowed. */
    private static JsonNode value(String name, JsonNode rule) {
        boolean isFree = !rule.has("enum");
        if (isFree && SENSIBLE.containsKey(name)) {
            return Json.MAPPER.readTree(Objects.requireNonNull(SENSIBLE.get(name)));
        }
        return isFree ? rule.path("minimum") : rule.path("enum").path(0);
    }

    /** Without the defaults that are the vendor's alone, which a client cannot say. */
    private static ObjectNode ofTheClients(ModelDefined model, ObjectNode asked) {
        var known = Json.MAPPER.readTree(model.getInputSchema()).path("properties");
        var said = Json.MAPPER.createObjectNode();
        asked.properties().stream()
                .filter(parameter -> known.has(parameter.getKey()))
                .forEach(parameter -> said.set(parameter.getKey(), parameter.getValue()));
        return said;
    }

    private static Job job(String providerModel, Capability capability, ObjectNode parameters) {
        return Jobs.at(
                providerModel,
                Jobs.of(capability, parameters.toString(), 1, (_, _) -> new InputFile.Read("image/png", PICTURE)));
    }

    private static String base(String provider) {
        return switch (provider) {
            case "replicate", "openai" -> "/v1";
            case "google" -> "/v1beta";
            default -> "/";
        };
    }

    /** Where the vendor takes such a job. */
    private static String route(String provider, String model, Capability capability) {
        return "POST "
                + switch (provider) {
                    case "fal" -> "/" + model;
                    case "replicate" -> "/v1/models/%s/predictions".formatted(model);
                    case "bfl" -> "/v1/" + model;
                    case "stability" -> "/v2beta/stable-image/" + model;
                    case "google" -> "/v1beta/models/%s:generateContent".formatted(model);
                    case "openai" ->
                        switch (capability) {
                            case TEXT_TO_IMAGE -> "/v1/images/generations";
                            case EDIT -> "/v1/images/edits";
                            default -> "/v1/chat/completions";
                        };
                    case "ideogram" ->
                        switch (capability) {
                            case TEXT_TO_IMAGE -> "/v1/ideogram-v3/generate";
                            case EDIT -> "/v1/ideogram-v3/edit";
                            case DESCRIBE -> "/describe";
                            default -> "/v1/ideogram-v3/remix";
                        };
                    default -> throw new IllegalArgumentException("nobody has scripted " + provider);
                };
    }

    /** As the vendor takes a job, or answers with what it made. */
    private static MockResponse answer(String provider, Capability capability) {
        boolean words = capability == Capability.DESCRIBE || capability == Capability.EXTRACT;
        return json(
                200,
                switch (provider) {
                    case "fal" -> "{\"request_id\": \"r-1\"}";
                    case "replicate" -> "{\"id\": \"r-1\", \"status\": \"starting\"}";
                    case "bfl" -> "{\"id\": \"r-1\", \"cost\": 4}";
                    case "stability" -> "{\"image\": \"%s\", \"finish_reason\": \"SUCCESS\"}".formatted(BASE64);
                    case "openai" ->
                        words
                                ? "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"{}\"}}]}"
                                : "{\"data\": [{\"b64_json\": \"%s\"}]}".formatted(BASE64);
                    case "google" ->
                        "{\"candidates\": [{\"finishReason\": \"STOP\", \"content\": {\"parts\": [%s]}}]}"
                                .formatted(
                                        words
                                                ? "{\"text\": \"{}\"}"
                                                : "{\"inlineData\": {\"mimeType\": \"image/png\", \"data\": \"%s\"}}"
                                                        .formatted(BASE64));
                    case "ideogram" ->
                        words
                                ? "{\"descriptions\": [{\"text\": \"a fox\"}]}"
                                : "{\"data\": [{\"url\": \"data:image/png;base64,%s\", \"is_image_safe\": true}]}"
                                        .formatted(BASE64);
                    default -> throw new IllegalArgumentException("nobody has scripted " + provider);
                });
    }
}
