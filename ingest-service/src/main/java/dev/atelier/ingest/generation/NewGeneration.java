package dev.atelier.ingest.generation;

import dev.atelier.event.Capability;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asks for, as any dialect brings it; not yet checked.
 *
 * @param model      the model's name; absent: the project's default
 * @param capability what to do; absent: the model's first
 * @param input      what the model's input schema asks for
 * @param tags       the client's own labels
 * @param lane       which queue to wait in
 * @param deadline   an ISO-8601 duration from now or an instant; absent: no bound
 * @param onLimit    what to do when a limit is reached
 * @param webhook    where to post the final word
 * @param parentId   the generation this one is made from
 */
public record NewGeneration(
        Optional<String> model,
        Optional<Capability> capability,
        ObjectNode input,
        List<String> tags,
        Lane lane,
        Optional<String> deadline,
        OnLimit onLimit,
        Optional<String> webhook,
        Optional<String> parentId) {
    public NewGeneration {
        tags = List.copyOf(tags);
    }
}
