package dev.atelier.ingest.bootstrap;

import dev.atelier.event.ProjectDefined;
import dev.atelier.event.StyleDefined;
import dev.atelier.platform.catalogue.Definitions;
import dev.atelier.platform.json.Json;
import dev.atelier.schemas.TrustedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What {@code bootstrap.yaml} says, as events.
 *
 * @param projects  of requests that name none
 * @param styles    that any project may use
 * @param catalogue what runs on this machine
 */
record FirstDefinitions(List<ProjectDefined> projects, List<StyleDefined> styles, Definitions catalogue) {
    private static final String RESOURCE = "bootstrap.yaml";

    static {
        TrustedEvents.ensure();
    }

    private record File(List<Project> projects, List<Style> styles, JsonNode accounts, JsonNode models) {}

    private record Project(String name, String defaultModel) {
        ProjectDefined event() {
            return ProjectDefined.newBuilder()
                    .setProject(name)
                    .setDefaultModel(defaultModel)
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
                    file.styles().stream().map(Style::event).toList(),
                    Definitions.of(file.accounts(), file.models()));
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be read".formatted(RESOURCE), e);
        }
    }
}
