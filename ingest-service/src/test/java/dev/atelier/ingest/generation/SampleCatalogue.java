package dev.atelier.ingest.generation;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.ProjectDefined;
import dev.atelier.schemas.TrustedEvents;
import java.util.List;
import java.util.Optional;

/** A catalogue for tests: studio/painter, the default, paints; studio/reader reads pictures; studio/keyless lacks its key. */
public final class SampleCatalogue {
    static {
        TrustedEvents.ensure();
    }

    private SampleCatalogue() {}

    /** The catalogue. */
    public static ModelCatalogue extracting() {
        return extracting(List.of(
                model("studio/painter", Capability.TEXT_TO_IMAGE),
                model("studio/reader", Capability.EXTRACT),
                model("studio/keyless", Capability.EXTRACT)));
    }

    /** One of {@code models}. */
    public static ModelCatalogue extracting(List<ModelDefined> models) {
        return new ModelCatalogue(
                name -> models.stream()
                        .filter(model -> model.getModel().equals(name))
                        .findFirst(),
                () -> models,
                project -> Optional.of(ProjectDefined.newBuilder()
                        .setProject(project)
                        .setDefaultModel("studio/painter")
                        .build()),
                model -> model.getModel().endsWith("/keyless") ? Optional.of("KEY") : Optional.empty());
    }

    /** A model that takes a prompt, a picture and a schema. */
    public static ModelDefined model(String name, Capability... capabilities) {
        return ModelDefined.newBuilder()
                .setModel(name)
                .setTitle(name)
                .setCapabilities(List.of(capabilities))
                .setInputSchema("""
                        {"type": "object", "properties": {"prompt": {"type": "string"}, "image": {"type": "string"},
                         "schema": {"type": "object"}}}""")
                .setTargets(List.of(ModelTarget.newBuilder()
                        .setProvider("studio")
                        .setAccount("studio")
                        .setProviderModel(name)
                        .build()))
                .build();
    }
}
