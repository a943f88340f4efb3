package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.catalogue.Accounts;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Body;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.v1.AccountResource.AccountBody;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The native dialect: {@code /v1/accounts}. */
public final class AccountRoutes {
    private static final String ONE = "/v1/accounts/{name}";
    private static final List<Parameter> OF_ONE = List.of(Parameter.path("name", "The account, such as fal."));

    private final Accounts accounts;
    private final JsonBodies bodies;

    public AccountRoutes(Accounts accounts, JsonBodies bodies) {
        this.accounts = requireNonNull(accounts);
        this.bodies = requireNonNull(bodies);
    }

    /** All of them: there are few. */
    record AccountPage(@JsonProperty(required = true) List<AccountResource> data, Optional<String> next) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        Verb.GET,
                        "/v1/accounts",
                        "listAccounts",
                        "List the accounts, by name.",
                        Access.ADMIN,
                        List.of(),
                        Optional.empty(),
                        List.of(Answer.json(200, "All of them.", AccountPage.class)),
                        this::list),
                new Route(
                        Verb.GET,
                        ONE,
                        "getAccount",
                        "Get an account; its key is never shown.",
                        Access.ADMIN,
                        OF_ONE,
                        Optional.empty(),
                        List.of(
                                Answer.json(200, "The account.", AccountResource.class),
                                Answer.error(404, "There is no such account.")),
                        this::get),
                new Route(
                        Verb.PUT,
                        ONE,
                        "defineAccount",
                        "Define an account, or define it anew; its limits hold at once, also for what waits.",
                        Access.ADMIN,
                        OF_ONE,
                        Optional.of(Body.required(AccountBody.class).like("""
                        {"provider": "sketch", "concurrency": 4}""")),
                        List.of(
                                Answer.json(200, "It is defined.", AccountResource.class),
                                Answer.error(413, "The body is too large."),
                                Answer.error(415, "The body is not JSON.")),
                        this::define),
                new Route(
                        Verb.DELETE,
                        ONE,
                        "removeAccount",
                        "Remove an account that no model runs at.",
                        Access.ADMIN,
                        OF_ONE,
                        Optional.empty(),
                        List.of(
                                Answer.empty(204, "It is not defined any more."),
                                Answer.error(409, "A model runs there.")),
                        this::remove));
    }

    private void list(Context context) {
        var all = accounts.all().stream().map(AccountResource::of).toList();
        Replies.json(context, 200, new AccountPage(all, Optional.empty()));
    }

    private void get(Context context) {
        var account = accounts.find(context.pathParam("name"))
                .orElseThrow(() -> new RefusedException(new NotFound("There is no account of this name.")));
        Replies.json(context, 200, AccountResource.of(account));
    }

    private void define(Context context) throws IOException, InterruptedException {
        var account = bodies.read(context, AccountBody.class).event(context.pathParam("name"));
        accounts.define(account);
        Replies.json(context, 200, AccountResource.of(account));
    }

    private void remove(Context context) throws InterruptedException {
        accounts.remove(context.pathParam("name"));
        context.status(204);
    }
}
