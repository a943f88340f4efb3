package dev.atelier.cli.up;

import dev.atelier.platform.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The file of {@code --config}: a section for each part, with the keys that the part has in a file of its own. Each
 * section becomes such a file in the run folder.
 */
final class ConfigSections {
    private static final List<String> NAMES = List.of("up", "ingest", "dispatch", "connectors", "sink");

    private final Map<String, Path> files;

    private ConfigSections(Map<String, Path> files) {
        this.files = Map.copyOf(files);
    }

    static ConfigSections none() {
        return new ConfigSections(Map.of());
    }

    static ConfigSections read(Path file, Path runFolder) {
        var yaml = YAMLMapper.builder().build();
        var files = new HashMap<String, Path>();
        try {
            if (!(yaml.readTree(Files.readAllBytes(file)) instanceof ObjectNode sections)) {
                throw new InvalidConfigException("config file %s must hold sections: %s".formatted(file, NAMES));
            }
            for (var section : sections.properties()) {
                if (!NAMES.contains(section.getKey())) {
                    throw new InvalidConfigException(
                            "%s is not a known section; those are %s".formatted(section.getKey(), NAMES));
                }
                var part = runFolder.resolve(section.getKey() + ".yaml");
                Files.write(part, yaml.writeValueAsBytes(section.getValue()));
                files.put(section.getKey(), part);
            }
        } catch (IOException e) {
            throw new InvalidConfigException("config file %s must be readable".formatted(file), e);
        } catch (JacksonException e) {
            throw new InvalidConfigException(
                    "config file %s is not YAML: %s".formatted(file, e.getOriginalMessage()), e);
        }
        return new ConfigSections(files);
    }

    Optional<Path> file(String section) {
        return Optional.ofNullable(files.get(section));
    }
}
