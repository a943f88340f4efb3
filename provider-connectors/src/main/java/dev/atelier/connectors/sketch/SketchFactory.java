package dev.atelier.connectors.sketch;

import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import java.time.InstantSource;
import java.util.Set;

/** Makes the painter. Its one setting, {@code faults}, lets requests ask for failures. */
public final class SketchFactory implements ProviderFactory {
    private static final String FAULTS = "faults";

    @Override
    public String name() {
        return SketchProvider.NAME;
    }

    @Override
    public Provider create(ProviderContext context) {
        var settings = context.settings();
        settings.allowOnly(Set.of(FAULTS));
        return new SketchProvider(settings.flag(FAULTS), InstantSource.system());
    }
}
