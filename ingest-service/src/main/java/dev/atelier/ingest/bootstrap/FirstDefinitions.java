package dev.atelier.ingest.bootstrap;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.StyleDefined;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What {@code bootstrap.yaml} says, as events. */
record FirstDefinitions(
        List<ProjectDefined> projects,
        List<ModelDefined> models,
        List<StyleDefined> styles,
        List<AccountDefined> accounts) {
    private static final String RESOURCE = "bootstrap.yaml";

    private record File(List<Project> projects, List<Model> models, List<Style> styles, List<Account> accounts) {}

    private record Project(String name, String defaultModel) {
        ProjectDefined event() {
            return ProjectDefined.newBuilder()
                    .setProject(name)
                    .setDefaultModel(defaultModel)
                    .build();
        }
    }

    private record Model(
            String name, String title, List<Capability> capabilities, List<Target> targets, ObjectNode input) {
        ModelDefined event() {
            return ModelDefined.newBuilder()
                    .setModel(name)
                    .setTitle(title)
                    .setCapabilities(capabilities)
                    .setInputSchema(Json.MAPPER.writeValueAsString(input))
                    .setTargets(targets.stream().map(Target::event).toList())
                    .build();
        }
    }

    private record Target(
            String provider, String account, String providerModel, ObjectNode defaults, long priceMicros) {
        ModelTarget event() {
            return ModelTarget.newBuilder()
                    .setProvider(provider)
                    .setAccount(account)
                    .setProviderModel(providerModel)
                    .setDefaults(Json.MAPPER.writeValueAsString(defaults))
                    .setPrices(List.of(new Price(priceMicros, PriceUnit.REQUEST, Map.of())))
                    .build();
        }
    }

    private record Style(String name, String title, String prompt, ObjectNode parameters) {
        StyleDefined event() {
            return StyleDefined.newBuilder()
                    .setStyle(name)
                    .setTitle(title)
                    .setPrompt(prompt)
                    .setParameters(Json.MAPPER.writeValueAsString(parameters))
                    .build();
        }
    }

    private record Account(String name, String provider, int concurrency, long leaseMillis, int maxAttempts) {
        AccountDefined event() {
            return AccountDefined.newBuilder()
                    .setAccount(name)
                    .setProvider(provider)
                    .setConcurrency(concurrency)
                    .setLeaseMillis(leaseMillis)
                    .setMaxAttempts(maxAttempts)
                    .build();
        }
    }

    static FirstDefinitions read() {
        var yaml = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
        try (var in = FirstDefinitions.class.getResourceAsStream(RESOURCE)) {
            File file = yaml.readValue(in, File.class);
            return new FirstDefinitions(
                    file.projects().stream().map(Project::event).toList(),
                    file.models().stream().map(Model::event).toList(),
                    file.styles().stream().map(Style::event).toList(),
                    file.accounts().stream().map(Account::event).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be read".formatted(RESOURCE), e);
        }
    }
}
