package dev.atelier.dispatch.admission;

import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Target;
import dev.atelier.platform.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a generation may run, best first: the model's targets in their order, those at accounts that are left alone for now
 * last, and only the provider that the request names, if it does. Pure.
 */
final class Router {
    private final Predicate<String> isWell;

    /** {@code isWell} tells of an account whether it answers as it should. */
    Router(Predicate<String> isWell) {
        this.isWell = isWell;
    }

    List<Target> route(GenerationRequested request, ModelDefined model, ObjectNode input) {
        return model.getTargets().stream()
                .filter(target -> request.getProvider()
                        .filter(pinned -> !pinned.equals(target.getProvider()))
                        .isEmpty())
                .sorted(Comparator.comparing(target -> !isWell.test(target.getAccount())))
                .map(target -> withParameters(target, input))
                .toList();
    }

    /** The client's own input wins over the target's defaults. */
    private static Target withParameters(ModelTarget target, ObjectNode input) {
        ObjectNode parameters = (ObjectNode) Json.MAPPER.readTree(target.getDefaults());
        parameters.setAll(input);
        return new Target(target.getProvider(), target.getAccount(), target.getProviderModel(), parameters.toString());
    }
}
