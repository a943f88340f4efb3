package dev.atelier.ingest.dialect;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.schemas.TrustedEvents;
import java.util.List;

/** Models as tests of the dialects have them. */
public final class SampleModels {
    static {
        TrustedEvents.ensure();
    }

    private SampleModels() {}

    /** Model a/b, whose input schema has {@code properties}: JSON with single quotes. */
    public static ModelDefined of(String properties, Capability... capabilities) {
        return of(1, properties, capabilities);
    }

    /** The same in a later definition. */
    public static ModelDefined of(int revision, String properties, Capability... capabilities) {
        return ModelDefined.newBuilder()
                .setModel("a/b")
                .setTitle("b")
                .setCapabilities(List.of(capabilities))
                .setInputSchema("{\"properties\": %s}".formatted(properties.replace('\'', '"')))
                .setTargets(List.of())
                .setRevision(revision)
                .build();
    }
}
