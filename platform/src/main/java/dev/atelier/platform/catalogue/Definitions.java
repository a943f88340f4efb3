package dev.atelier.platform.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.platform.json.Json;
import dev.atelier.schemas.TrustedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Accounts and models that Atelier brings, as their files in YAML say: by name, each in the form in which the API takes one,
 * as far as a definition of ours needs it.
 *
 * @param accounts in the order of the file
 * @param models   in the order of the file
 */
public record Definitions(List<AccountDefined> accounts, List<ModelDefined> models) {
    public static final Definitions NONE = new Definitions(List.of(), List.of());

    /** The vendors whose models are ready to use once their key is there. Each has a file beside this class. */
    private static final List<String> VENDORS =
            List.of("fal", "replicate", "bfl", "openai", "google", "stability", "ideogram");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static {
        TrustedEvents.ensure();
    }

    private record Account(
            @JsonProperty(required = true) String provider,
            @JsonProperty(required = true) int concurrency,
            Optional<Long> leaseMillis,
            Optional<Integer> maxAttempts) {
        AccountDefined event(String name) {
            var account = AccountDefined.newBuilder()
                    .setAccount(name)
                    .setProvider(provider)
                    .setConcurrency(concurrency);
            leaseMillis.ifPresent(account::setLeaseMillis);
            maxAttempts.ifPresent(account::setMaxAttempts);
            return account.build();
        }
    }

    private record Model(
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) List<String> capabilities,
            @JsonProperty(required = true) ObjectNode input,
            @JsonProperty(required = true) List<Target> targets) {
        ModelDefined event(String name) {
            return ModelDefined.newBuilder()
                    .setModel(name)
                    .setTitle(title)
                    .setCapabilities(capabilities.stream()
                            .map(capability -> Capability.valueOf(
                                    capability.replace('-', '_').toUpperCase(Locale.ROOT)))
                            .toList())
                    .setInputSchema(Json.MAPPER.writeValueAsString(input))
                    .setTargets(targets.stream().map(Target::event).toList())
                    .build();
        }
    }

    private record Target(
            @JsonProperty(required = true) String provider,
            @JsonProperty(required = true) String account,
            @JsonProperty(required = true) String providerModel,
            Optional<ObjectNode> defaults,
            Optional<Map<String, String>> mapping,
            @JsonProperty(required = true) List<PriceLine> prices) {
        ModelTarget event() {
            return ModelTarget.newBuilder()
                    .setProvider(provider)
                    .setAccount(account)
                    .setProviderModel(providerModel)
                    .setDefaults(defaults.map(Json.MAPPER::writeValueAsString).orElse("{}"))
                    .setMapping(mapping.orElse(Map.of()))
                    .setPrices(prices.stream().map(PriceLine::event).toList())
                    .build();
        }
    }

    private record PriceLine(
            @JsonProperty(required = true) long micros,
            @JsonProperty(required = true) String per,
            Optional<Map<String, String>> when) {
        Price event() {
            return new Price(micros, PriceUnit.valueOf(per.toUpperCase(Locale.ROOT)), when.orElse(Map.of()));
        }
    }

    public Definitions {
        accounts = List.copyOf(accounts);
        models = List.copyOf(models);
    }

    /** Those that {@code accounts} and {@code models} hold by their names. */
    public static Definitions of(JsonNode accounts, JsonNode models) {
        return new Definitions(
                accounts.propertyStream()
                        .map(account -> YAML.treeToValue(account.getValue(), Account.class)
                                .event(account.getKey()))
                        .toList(),
                models.propertyStream()
                        .map(model ->
                                YAML.treeToValue(model.getValue(), Model.class).event(model.getKey()))
                        .toList());
    }

    /** The accounts and models of the vendors. */
    public static Definitions ofVendors() {
        return VENDORS.stream().map(Definitions::ofVendor).reduce(NONE, Definitions::and);
    }

    private static Definitions ofVendor(String vendor) {
        try (var in = Definitions.class.getResourceAsStream("vendors/" + vendor + ".yaml")) {
            var file = YAML.readTree(in);
            return of(file.path("accounts"), file.path("models"));
        } catch (IOException e) {
            throw new UncheckedIOException("the models of %s could not be read".formatted(vendor), e);
        }
    }

    /** These and {@code others}. */
    public Definitions and(Definitions others) {
        return new Definitions(
                Stream.concat(accounts.stream(), others.accounts.stream()).toList(),
                Stream.concat(models.stream(), others.models.stream()).toList());
    }
}
