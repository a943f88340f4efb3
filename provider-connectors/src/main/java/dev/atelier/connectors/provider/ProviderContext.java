package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.account.Accounts;
import dev.atelier.platform.http.OutboundHttp;

/**
 * What a provider is made from.
 *
 * @param settings its own settings
 * @param http     the one way out; whoever made it closes it
 * @param accounts whose credentials jobs run with
 */
public record ProviderContext(ProviderSettings settings, OutboundHttp http, Accounts accounts) {
    public ProviderContext {
        requireNonNull(settings);
        requireNonNull(http);
        requireNonNull(accounts);
    }
}
