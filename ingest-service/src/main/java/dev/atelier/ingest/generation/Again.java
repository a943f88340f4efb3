package dev.atelier.ingest.generation;

import dev.atelier.event.Capability;
import dev.atelier.event.PatternReference;
import dev.atelier.ingest.generation.Regenerate.Changes;
import dev.atelier.ingest.store.Generation;
import dev.atelier.platform.catalogue.BatchInputs;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** What a generation asked for, with changes. Pure. */
final class Again {
    private final Generation old;
    private final Changes changes;

    Again(Generation old, Changes changes) {
        this.old = old;
        this.changes = changes;
    }

    Optional<String> model() {
        return changes.model().or(old.wanted()::model);
    }

    Optional<Capability> capability() {
        return old.wanted().capability().filter(capability -> capability != Capability.UNKNOWN);
    }

    Optional<String> style() {
        return changes.style().or(old.wanted()::style).filter(style -> !style.isEmpty());
    }

    /**
     * Without the label of the batch that the old one was of, and without those that the project adds to each of its generations, which are {@code common}, so that they are not taken
     * for the client's.
     */
    List<String> tags(List<String> common) {
        return changes.tags()
                .orElseGet(() -> old.wanted().tags().stream()
                        .filter(tag -> !common.contains(tag) && !tag.startsWith(BatchInputs.LABEL))
                        .toList());
    }

    /** Refused when the old one is no object: another producer may have sent anything. */
    ObjectNode input() {
        ObjectNode input = parse(old.wanted().input());
        changes.input()
                .ifPresent(changed -> changed.properties().forEach(property -> {
                    if (property.getValue().isNull()) {
                        input.remove(property.getKey());
                    } else {
                        input.set(property.getKey(), property.getValue());
                    }
                }));
        return input;
    }

    /** The pattern of the old one, unless the changes make it another question: then it is not asked for by the pattern. */
    Optional<PatternReference> pattern() {
        ObjectNode changed = changes.input().orElseGet(Json.MAPPER::createObjectNode);
        return old.wanted().pattern().filter(_ -> !changed.has("schema") && !changed.has("prompt"));
    }

    private static ObjectNode parse(String input) {
        try {
            if (Json.MAPPER.readTree(input) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException _) {
            throw noObject();
        }
        throw noObject();
    }

    private static RefusedException noObject() {
        return RefusedException.invalid("input", "input of the generation must be a JSON object to be asked for again");
    }
}
