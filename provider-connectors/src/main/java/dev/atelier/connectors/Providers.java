package dev.atelier.connectors;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderJars;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.http.OutboundHttp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the providers that are enabled here.
 *
 * @param running those that have what they need, each with its slots
 * @param keyless those that could only refuse: by name, the variable that would hold their key
 */
record Providers(Map<Provider, Integer> running, Map<String, String> keyless) {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    /**
     * Makes those that {@code config} enables, and those of {@code jars} that it does not name. Keys are in
     * {@code environment}.
     *
     * @throws InvalidConfigException when nobody brings one, or its settings are wrong
     */
    static Providers create(
            ConnectorsConfig config,
            ProviderJars jars,
            Map<String, String> environment,
            OutboundHttp http,
            Accounts accounts) {
        Map<Provider, Integer> running = new LinkedHashMap<>();
        Map<String, String> keyless = new TreeMap<>();
        enabled(config, jars).forEach((name, own) -> {
            var factory = factory(name, jars);
            var settings = new ProviderSettings(name, own.settings());
            var missing = factory.accounts().filter(rules -> !isUsable(rules, settings, environment));
            if (missing.isPresent()) {
                keyless.put(name, missing.get().keyVariable());
                LOG.atInfo()
                        .addKeyValue("provider", name)
                        .addKeyValue("variable", missing.get().keyVariable())
                        .log("A provider is left out: the environment has no key for it");
            } else {
                var context = new ProviderContext(
                        settings, http, accounts, config.callbacks().callbacks());
                running.put(factory.create(context), own.slots());
            }
        });
        return new Providers(running, keyless);
    }

    /** In the order of their names. */
    private static Map<String, ProviderConfig> enabled(ConnectorsConfig config, ProviderJars jars) {
        Map<String, ProviderConfig> enabled = new TreeMap<>(config.providers());
        jars.factories().forEach((name, factory) -> {
            if (jars.bring(factory)) {
                enabled.computeIfAbsent(name, _ -> ProviderConfig.usual());
            }
        });
        enabled.values().removeIf(provider -> !provider.enabled());
        return enabled;
    }

    private static ProviderFactory factory(String name, ProviderJars jars) {
        return Optional.ofNullable(jars.factories().get(name))
                .orElseThrow(() -> new InvalidConfigException("providers.%s is not a known provider; known are %s"
                        .formatted(name, jars.factories().keySet())));
    }

    /** Whether an account could run: with a key, or at an address of the operator's that asks for none. */
    private static boolean isUsable(AccountRules rules, ProviderSettings settings, Map<String, String> environment) {
        return rules.metBy(environment)
                || (!rules.keyNeededElsewhere()
                        && settings.url(ProviderSettings.BASE_URL).isPresent());
    }
}
