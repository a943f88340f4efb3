package dev.atelier.ingest.people;

import static dev.atelier.platform.config.InvalidConfigException.check;

import java.net.URI;
import java.util.Optional;

/**
 * Whose tokens are good, and what they say. Without an issuer nobody logs in, and API keys alone are good.
 *
 * @param issuer        the OpenID Connect provider, as its tokens name it
 * @param audience      whom its tokens must be meant for
 * @param rolesClaim    the claim that names roles; dots lead into objects
 * @param rolePrefix    what the names of our roles begin with in that claim; others are passed over
 * @param projectsClaim the claim that names the projects of a person; dots lead into objects
 */
public record PeopleConfig(
        Optional<URI> issuer, Optional<String> audience, String rolesClaim, String rolePrefix, String projectsClaim) {
    public PeopleConfig {
        check(
                issuer.isPresent() == audience.isPresent(),
                "oidc.audience",
                "must be given with oidc.issuer, and only with it",
                audience.orElse("none"));
        issuer.ifPresent(url -> check(isWeb(url), "oidc.issuer", "must be an http or https URL without a query", url));
        check(!rolesClaim.isBlank(), "oidc.roles-claim", "must name a claim", rolesClaim);
        check(!projectsClaim.isBlank(), "oidc.projects-claim", "must name a claim", projectsClaim);
    }

    /** Nobody logs in. */
    public static PeopleConfig nobody() {
        return new PeopleConfig(Optional.empty(), Optional.empty(), "roles", "", "projects");
    }

    private static boolean isWeb(URI url) {
        return url.getHost() != null
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getQuery() == null
                && url.getFragment() == null;
    }
}
