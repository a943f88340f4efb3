package dev.atelier.connectors.local;

import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;

/** Makes the local worker; {@link LocalSettings} says what can be set. */
public final class LocalFactory implements ProviderFactory {
    @Override
    public String name() {
        return LocalProvider.NAME;
    }

    @Override
    public Provider create(ProviderContext context) {
        return new LocalProvider(LocalSettings.read(context.settings()));
    }
}
