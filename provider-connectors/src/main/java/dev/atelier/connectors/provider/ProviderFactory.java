package dev.atelier.connectors.provider;

/** Makes a provider. Found by {@link java.util.ServiceLoader}, so that a jar on the class path adds one. */
public interface ProviderFactory {
    /** The provider's name, as in {@code jobs.<name>} and in the settings. */
    String name();

    /**
     * A provider with these settings.
     *
     * @throws dev.atelier.platform.config.InvalidConfigException when a setting is unknown, missing or out of range
     */
    Provider create(ProviderSettings settings);
}
