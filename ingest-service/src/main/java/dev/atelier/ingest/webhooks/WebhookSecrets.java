package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.WebhookDefined;
import dev.atelier.platform.secrets.RootSecret;
import java.time.Instant;
import java.util.List;

/**
 * The secrets that posts are signed with. None is kept: each is derived from the installation's own, so that every instance
 * knows it and no log holds it. Immutable.
 */
public final class WebhookSecrets {
    private static final String OF_ENDPOINTS = "webhook-endpoint";
    private static final String OF_PROJECTS = "webhook-project";

    private final RootSecret root;

    public WebhookSecrets(RootSecret root) {
        this.root = requireNonNull(root);
    }

    /** What signs the posts to the URLs that requests of {@code project} name. */
    public SigningSecret ofProject(String project) {
        return new SigningSecret(root.derive(OF_PROJECTS, project));
    }

    /** What signs the posts to {@code endpoint} now. */
    public SigningSecret of(WebhookDefined endpoint) {
        return of(endpoint, endpoint.getSecretVersion());
    }

    /** All that sign them at {@code now}, the present one first: after a rotation the one before as well, for a while. */
    List<SigningSecret> signing(WebhookDefined endpoint, Instant now) {
        boolean both = endpoint.getSecretVersion() > 1
                && endpoint.getPreviousSecretUntil().filter(now::isBefore).isPresent();
        return both ? List.of(of(endpoint), of(endpoint, endpoint.getSecretVersion() - 1)) : List.of(of(endpoint));
    }

    private SigningSecret of(WebhookDefined endpoint, int version) {
        return new SigningSecret(root.derive(OF_ENDPOINTS, endpoint.getWebhookId() + '\n' + version));
    }
}
