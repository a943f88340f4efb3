package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** One place where a model runs, as it is given and shown. */
record TargetResource(
        @JsonProperty(required = true) @JsonPropertyDescription("The provider, such as fal.")
        String provider,

        @JsonProperty(required = true) @JsonPropertyDescription("The account there.")
        String account,

        @JsonProperty(required = true) @JsonPropertyDescription("The provider's own name for the model.")
        String providerModel,

        @JsonPropertyDescription("Parameters that a request may leave out.")
        Optional<ObjectNode> defaults,

        @JsonPropertyDescription(
                "What the provider calls an input, by the model's name for it; dots lead into objects, "
                        + "a size such as 64x32 goes into two names with a comma between them, "
                        + "an empty name leaves the input out.")
        Optional<Map<String, String>> mapping,

        @JsonPropertyDescription("What it costs; the first that fits counts. Left out: nobody knows.")
        Optional<List<PriceResource>> prices,

        @JsonPropertyDescription("How fast the model may be dispatched here.")
        Optional<RateLimitResource> rateLimit,

        @JsonPropertyDescription("Most jobs of the model in flight here.")
        Optional<Integer> concurrency,

        @JsonPropertyDescription("Neighbours with a weight share the work in that proportion; 0 is a fallback only.")
        Optional<Integer> weight,

        @JsonPropertyDescription("What it can do here. Left out: all that the model can.")
        Optional<List<SubmitBody.Task>> capabilities) {
    /** One line of the price book. */
    record PriceResource(
            @JsonProperty(required = true) @JsonPropertyDescription("In millionths of the currency; 0 is free.")
            long micros,

            @JsonProperty(required = true) @JsonPropertyDescription("request, output, megapixel or second.")
            String per,

            @JsonPropertyDescription("By parameter: the value that it must have, as text.")
            Optional<Map<String, String>> when) {
        static PriceResource of(Price price) {
            return new PriceResource(
                    price.getMicros(),
                    price.getPer().name().toLowerCase(Locale.ROOT),
                    price.getWhen().isEmpty() ? Optional.empty() : Optional.of(price.getWhen()));
        }

        Price event() {
            return new Price(micros, unit(), when.orElse(Map.of()));
        }

        private PriceUnit unit() {
            return Stream.of(PriceUnit.REQUEST, PriceUnit.OUTPUT, PriceUnit.MEGAPIXEL, PriceUnit.SECOND)
                    .filter(unit -> unit.name().toLowerCase(Locale.ROOT).equals(per))
                    .findFirst()
                    .orElseThrow(() -> RefusedException.invalid(
                            "targets.prices.per",
                            "targets.prices.per must be request, output, megapixel or second, but was " + per));
        }
    }

    static TargetResource of(ModelTarget target) {
        return new TargetResource(
                target.getProvider(),
                target.getAccount(),
                target.getProviderModel(),
                Optional.of((ObjectNode) Json.MAPPER.readTree(target.getDefaults()))
                        .filter(node -> !node.isEmpty()),
                Optional.of(target.getMapping()).filter(mapping -> !mapping.isEmpty()),
                Optional.of(target.getPrices().stream().map(PriceResource::of).toList())
                        .filter(prices -> !prices.isEmpty()),
                target.getRateLimit().map(RateLimitResource::of),
                target.getConcurrency(),
                target.getWeight(),
                Optional.of(target.getCapabilities().stream()
                                .map(SubmitBody.Task::of)
                                .toList())
                        .filter(capabilities -> !capabilities.isEmpty()));
    }

    ModelTarget event() {
        return ModelTarget.newBuilder()
                .setProvider(provider)
                .setAccount(account)
                .setProviderModel(providerModel)
                .setDefaults(defaults.map(Json.MAPPER::writeValueAsString).orElse("{}"))
                .setMapping(mapping.orElse(Map.of()))
                .setPrices(prices.orElse(List.of()).stream()
                        .map(PriceResource::event)
                        .toList())
                .setRateLimit(rateLimit.map(RateLimitResource::event).orElse(null))
                .setConcurrency(concurrency.orElse(null))
                .setWeight(weight.orElse(null))
                .setCapabilities(capabilities.orElse(List.of()).stream()
                        .map(SubmitBody.Task::capability)
                        .toList())
                .build();
    }
}
