package dev.atelier.connectors;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.http.OutboundHttp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which providers run here: those that are enabled and have what they need. */
final class Providers {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private Providers() {}

    /**
     * Makes those that {@code config} enables, each with its slots. One that {@code environment} has no key for is left
     * out: it could only refuse.
     *
     * @throws InvalidConfigException when one is not on the class path, or its settings are wrong
     */
    static Map<Provider, Integer> create(
            ConnectorsConfig config, Map<String, String> environment, OutboundHttp http, Accounts accounts) {
        Map<String, ProviderFactory> known = new TreeMap<>();
        ServiceLoader.load(ProviderFactory.class).forEach(factory -> known.put(factory.name(), factory));
        Map<Provider, Integer> providers = new LinkedHashMap<>();
        config.enabledProviders().forEach((name, settings) -> {
            var factory = known.get(name);
            if (factory == null) {
                throw new InvalidConfigException(
                        "providers.%s is not a known provider; known are %s".formatted(name, known.keySet()));
            }
            var own = new ProviderSettings(name, settings.settings());
            if (factory.accounts()
                    .map(rules -> isUsable(rules, own, environment))
                    .orElse(true)) {
                providers.put(
                        factory.create(new ProviderContext(
                                own, http, accounts, config.callbacks().callbacks())),
                        settings.slots());
            } else {
                LOG.atInfo()
                        .addKeyValue("provider", name)
                        .log("A provider is left out: the environment has no key for it");
            }
        });
        return providers;
    }

    /** Whether an account could run: with a key, or at an address of the operator's that asks for none. */
    private static boolean isUsable(AccountRules rules, ProviderSettings settings, Map<String, String> environment) {
        return rules.metBy(environment)
                || (!rules.keyNeededElsewhere()
                        && settings.url(ProviderSettings.BASE_URL).isPresent());
    }
}
