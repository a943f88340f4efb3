package dev.atelier.ingest.generation;

import dev.atelier.event.Capability;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asks for, as any dialect brings it; not yet checked.
 *
 * @param model      the model's name; absent: the project's default
 * @param capability what to do; absent: the model's first
 * @param input      what the model's input schema asks for
 * @param style      name of the style preset to make it in
 * @param tags       the client's own labels
 * @param conditions how it is to be run
 * @param callback   where to post what becomes of it
 * @param parentId   the generation this one is made from
 */
public record NewGeneration(
        Optional<String> model,
        Optional<Capability> capability,
        ObjectNode input,
        Optional<String> style,
        List<String> tags,
        Conditions conditions,
        Optional<Callback> callback,
        Optional<String> parentId) {
    public NewGeneration {
        tags = List.copyOf(tags);
    }

    /** The same, with {@code labels} of the client's own. */
    public NewGeneration tagged(List<String> labels) {
        return new NewGeneration(model, capability, input, style, labels, conditions, callback, parentId);
    }

    /** The same, with {@code whom} told what becomes of it. */
    public NewGeneration telling(Callback whom) {
        return new NewGeneration(model, capability, input, style, tags, conditions, Optional.of(whom), parentId);
    }
}
