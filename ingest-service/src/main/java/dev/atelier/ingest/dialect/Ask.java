package dev.atelier.ingest.dialect;

import dev.atelier.event.Capability;
import dev.atelier.event.Lane;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.OnLimit;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.NewGeneration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Makes what the use cases take of what clients say. */
public final class Ask {
    /** How a generation runs of which the client says nothing in that regard. */
    public static final Conditions USUAL = new Conditions(
            Lane.NORMAL, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OnLimit.QUEUE);

    private Ask() {}

    /** {@code model} is to do {@code capability} with {@code input}. */
    public static NewGeneration of(ModelDefined model, Capability capability, ObjectNode input) {
        return new NewGeneration(
                Optional.of(model.getModel()),
                Optional.of(capability),
                input,
                Optional.empty(),
                List.of(),
                USUAL,
                Optional.empty(),
                Optional.empty());
    }

    /** What {@code model} is to do with {@code input}, where the client cannot say it: what it brings tells. */
    public static Capability capability(ModelDefined model, ObjectNode input) {
        Capability first = model.getCapabilities().getFirst();
        if (input.has("schema")) {
            return capability(model, Capability.EXTRACT).orElse(first);
        }
        if (first == Capability.TEXT_TO_IMAGE && input.has("image")) {
            return capability(model, Capability.EDIT, Capability.IMAGE_TO_IMAGE).orElse(first);
        }
        return first;
    }

    /** The same under other conditions. */
    public static NewGeneration under(Conditions conditions, NewGeneration wanted) {
        return new NewGeneration(
                wanted.model(),
                wanted.capability(),
                wanted.input(),
                wanted.style(),
                wanted.tags(),
                conditions,
                wanted.callback(),
                wanted.parentId(),
                wanted.pattern());
    }

    /** The first of {@code wanted} that {@code model} can do. */
    public static Optional<Capability> capability(ModelDefined model, Capability... wanted) {
        return Stream.of(wanted).filter(model.getCapabilities()::contains).findFirst();
    }
}
