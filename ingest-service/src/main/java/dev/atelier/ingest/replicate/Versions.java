package dev.atelier.ingest.replicate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.platform.hash.Sha256;
import java.util.Optional;

/**
 * Versions of models: each model has the one that is in force, whose id changes with every new definition. Thread-safe.
 */
final class Versions {
    private final ModelCatalogue models;

    Versions(ModelCatalogue models) {
        this.models = requireNonNull(models);
    }

    /** 64 hex digits, the same on every instance. */
    static String id(ModelDefined model) {
        String text = "%s\n%d\n%s".formatted(model.getModel(), model.getRevision(), model.getInputSchema());
        return Sha256.hex(text.getBytes(UTF_8));
    }

    /** The model that {@code reference} means: a version's id, {@code owner/name}, or both with a colon between them. */
    ModelDefined resolve(Caller caller, String reference) {
        int colon = reference.indexOf(':');
        if (reference.contains("/")) {
            ModelDefined model =
                    models.resolve(caller, Optional.of(colon < 0 ? reference : reference.substring(0, colon)));
            return colon < 0 ? model : check(model, reference.substring(colon + 1));
        }
        return models.all().stream()
                .filter(model -> id(model).equals(reference))
                .findFirst()
                .orElseThrow(() -> RefusedException.invalid(
                        "version", "version must be one that is in force; a model that is redefined gets a new one"));
    }

    /** {@code model}, if version {@code id} of it is in force; refused otherwise. */
    static ModelDefined check(ModelDefined model, String id) {
        if (!id(model).equals(id)) {
            throw new RefusedException(new NotFound("This version of the model is not in force."));
        }
        return model;
    }
}
