package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.account.Accounts;
import dev.atelier.platform.callbacks.Callbacks;
import dev.atelier.platform.http.OutboundHttp;
import java.util.Optional;

/**
 * What a provider is made from.
 *
 * @param settings  its own settings
 * @param http      the one way out; whoever made it closes it
 * @param accounts  whose credentials jobs run with
 * @param callbacks where it may call back; none: it is asked alone
 */
public record ProviderContext(
        ProviderSettings settings, OutboundHttp http, Accounts accounts, Optional<Callbacks> callbacks) {
    /** Without callbacks. */
    public ProviderContext(ProviderSettings settings, OutboundHttp http, Accounts accounts) {
        this(settings, http, accounts, Optional.empty());
    }

    public ProviderContext {
        requireNonNull(callbacks);
        requireNonNull(settings);
        requireNonNull(http);
        requireNonNull(accounts);
    }
}
