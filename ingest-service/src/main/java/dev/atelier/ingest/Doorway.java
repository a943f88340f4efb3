package dev.atelier.ingest;

import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.keys.Passes;
import dev.atelier.ingest.limits.ClientAddresses;
import dev.atelier.ingest.limits.Guesses;
import dev.atelier.ingest.limits.RateLimits;
import dev.atelier.ingest.people.Issuer;
import dev.atelier.ingest.people.Logins;
import dev.atelier.ingest.people.PeopleConfig;
import dev.atelier.ingest.people.ProviderDocuments;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Puts together what lets callers in. */
final class Doorway {
    private Doorway() {}

    static Authentication authentication(IngestConfig config, Backends backends) {
        var limits = config.limits();
        return new Authentication(
                new Authentication.Directory(
                        backends.keys(),
                        backends.keyUses(),
                        logins(config.oidc(), backends),
                        new Passes(config.secret(), InstantSource.system())),
                new Authentication.Limits(
                        new RateLimits(
                                project -> backends.projects().get(project).flatMap(ProjectDefined::getRequestLimit),
                                limits.instances()),
                        new Guesses(limits.wrongKeysPerMinute()),
                        new ClientAddresses(limits.proxies())));
    }

    private static Optional<Logins> logins(PeopleConfig people, Backends backends) {
        return people.issuer()
                .map(issuer -> new Logins(
                        people,
                        new Issuer(
                                issuer,
                                people.audience().orElseThrow(),
                                documents(issuer, backends),
                                InstantSource.system()),
                        project -> backends.projects().get(project).isPresent()));
    }

    /** The provider may be anywhere: the operator named it. */
    private static ProviderDocuments documents(URI issuer, Backends backends) {
        return new ProviderDocuments(backends.outbound().outlet(HttpUrl.get(issuer)));
    }
}
