package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.AccountCheck;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.providers.CheckAccounts;
import dev.atelier.ingest.providers.Providers;
import dev.atelier.platform.failure.Failures;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The native dialect: {@code /v1/providers}. */
public final class ProviderRoutes {
    private final Providers providers;
    private final CheckAccounts checks;
    private final JsonBodies bodies;
    private final InstantSource clock;

    public ProviderRoutes(Providers providers, CheckAccounts checks, JsonBodies bodies, InstantSource clock) {
        this.providers = requireNonNull(providers);
        this.checks = requireNonNull(checks);
        this.bodies = requireNonNull(bodies);
        this.clock = requireNonNull(clock);
    }

    /** All of them: there are few. */
    record ProviderPage(@JsonProperty(required = true) List<ProviderResource> data, Optional<String> next) {}

    /** Whose credentials are to be tried. */
    record CheckBody(
            @JsonPropertyDescription("The account. Left out: all of the provider.")
            Optional<String> account) {}

    /** What came of trying the credentials of one account. */
    record Check(
            @JsonProperty(required = true) String account,
            @JsonProperty(required = true) boolean ok,

            @JsonPropertyDescription("What is wrong. Left out: nothing.")
            Optional<Wrong> error,

            @JsonProperty(required = true) Instant at) {
        /** What is wrong. */
        record Wrong(
                @JsonProperty(required = true) String code,
                @JsonProperty(required = true) String message) {}

        static Check of(AccountCheck check) {
            return new Check(
                    check.getAccount(),
                    check.getFailure().isEmpty(),
                    check.getFailure()
                            .map(failure -> new Wrong(Failures.code(failure.getKind()), failure.getMessage())),
                    check.getAt());
        }
    }

    /** All that was tried. */
    record CheckPage(@JsonProperty(required = true) List<Check> data, Optional<String> next) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        Verb.GET,
                        "/v1/providers",
                        "listProviders",
                        "List the providers, by name: their state, capacity, line, error ratio and latency.",
                        Access.READ,
                        List.of(),
                        Optional.empty(),
                        List.of(Answer.json(200, "All of them.", ProviderPage.class)),
                        this::list),
                new Route(
                        Verb.POST,
                        "/v1/providers/{provider}/check",
                        "checkProvider",
                        "Try the credentials of a provider's accounts, which costs nothing.",
                        Access.ADMIN,
                        List.of(Parameter.path("provider", "The provider, such as fal.")),
                        Optional.of(Body.optional(CheckBody.class).like("""
                        {}""")),
                        List.of(
                                Answer.json(200, "What came of it.", CheckPage.class),
                                Answer.error(404, "There is no such account."),
                                Answer.error(409, "Its key is missing, or no worker runs the provider."),
                                Answer.error(413, "The body is too large."),
                                Answer.error(415, "The body is not JSON."),
                                Answer.error(503, "No worker has answered in time.")),
                        this::check));
    }

    private void list(Context context) {
        Instant now = clock.instant();
        var all = providers.all(Authentication.caller(context)).stream()
                .map(standing -> ProviderResource.of(standing, now))
                .toList();
        Replies.json(context, 200, new ProviderPage(all, Optional.empty()));
    }

    private void check(Context context) throws IOException, InterruptedException {
        var account = bodies.readIfAny(context, CheckBody.class).account();
        var answers = checks.check(Authentication.admin(context), context.pathParam("provider"), account).stream()
                .map(Check::of)
                .toList();
        Replies.json(context, 200, new CheckPage(answers, Optional.empty()));
    }
}
