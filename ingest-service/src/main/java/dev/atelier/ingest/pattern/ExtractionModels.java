package dev.atelier.ingest.pattern;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import java.util.List;
import java.util.Optional;

/** Which model reads pictures. Thread-safe. */
public final class ExtractionModels {
    private final ModelCatalogue models;

    public ExtractionModels(ModelCatalogue models) {
        this.models = requireNonNull(models);
    }

    /** The model of this name; refused when there is none, it cannot extract, or {@code caller} may not ask for it. */
    ModelDefined named(Caller caller, String name) {
        ModelDefined model = models.resolve(caller, Optional.of(name));
        if (!extracts(model)) {
            throw RefusedException.invalid(
                    "model", "model must be one that extracts, which %s does not".formatted(model.getModel()));
        }
        return model;
    }

    /**
     * The model that {@code name} names; without a name the project's default, or where that does not extract the only one that
     * does and has its key.
     */
    ModelDefined of(Caller caller, Optional<String> name) {
        return name.map(given -> named(caller, given))
                .or(() -> models.defaultOf(caller.project())
                        .filter(ExtractionModels::extracts)
                        .map(usual -> named(caller, usual.getModel())))
                .orElseGet(() -> only(caller));
    }

    private ModelDefined only(Caller caller) {
        List<ModelDefined> able = models.all().stream()
                .filter(ExtractionModels::extracts)
                .filter(model -> caller.mayAskFor(model.getModel()))
                .filter(model -> models.keyless(model).isEmpty())
                .toList();
        if (able.size() != 1) {
            throw RefusedException.invalid(
                    "model",
                    "model must be given by the pattern, because the project's default does not extract and %s"
                            .formatted(able.isEmpty() ? "none else does" : "several others do"));
        }
        return able.getFirst();
    }

    private static boolean extracts(ModelDefined model) {
        return model.getCapabilities().contains(Capability.EXTRACT);
    }
}
