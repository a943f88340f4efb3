package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.feed.EventIds;
import dev.atelier.ingest.feed.News;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.EventStream;
import dev.atelier.ingest.http.EventStream.Event;
import dev.atelier.ingest.http.Links;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Handling;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.streams.EventLinks;
import dev.atelier.ingest.streams.Follow;
import dev.atelier.ingest.streams.Following;
import dev.atelier.ingest.streams.Sent;
import dev.atelier.ingest.streams.Since;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The native dialect: what happens, as server-sent events. */
public final class EventRoutes {
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Parameter SINCE = Parameter.header(
            LAST_EVENT_ID,
            "The id of the last event that came: the stream goes on after it, on whichever instance.",
            "{\"type\": \"string\"}");
    private static final Answer STREAM = new Answer(
            200,
            "Server-sent events; each has an id, a name that is its type, and this as its data. A comment every 15 s.",
            Optional.of(EventStream.TYPE),
            Optional.of(EventResource.class));
    private static final Answer OVER = Answer.empty(204, "It is over, and the client was told so: nothing follows.");
    private static final Answer NONE = Answer.error(404, "There is none with this id in the project.");

    private final Follow follow;
    private final EventLinks tokens;
    private final Links links;
    private final InstantSource clock;

    public EventRoutes(Follow follow, EventLinks tokens, Links links, InstantSource clock) {
        this.follow = requireNonNull(follow);
        this.tokens = requireNonNull(tokens);
        this.links = requireNonNull(links);
        this.clock = requireNonNull(clock);
    }

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                route(
                        "/v1/generations/{id}/events",
                        "followGeneration",
                        "Follow a generation: first how it stands, then each step, to its end.",
                        List.of(Parameter.path("id", "The generation's id."), SINCE),
                        this::generation),
                route(
                        "/v1/batches/{id}/events",
                        "followBatch",
                        "Follow a batch: first how it stands, then each change, to its end.",
                        List.of(Parameter.path("id", "The batch's id."), SINCE),
                        this::batch),
                project(),
                linked());
    }

    private static Route route(
            String path, String operation, String summary, List<Parameter> parameters, Handling handling) {
        return new Route(
                Verb.GET,
                path,
                operation,
                summary,
                Access.READ,
                parameters,
                Optional.empty(),
                List.of(STREAM, OVER, NONE),
                handling);
    }

    private Route project() {
        return new Route(
                Verb.GET,
                "/v1/events",
                "followProject",
                "Follow what happens in the project from now on. A client that reads too slowly misses progress, and is cut "
                        + "off before it would miss an end; with the id of the last event that came, all of them follow.",
                Access.READ,
                EventQuery.parameters(SINCE),
                Optional.empty(),
                List.of(STREAM),
                this::project);
    }

    private Route linked() {
        return new Route(
                Verb.GET,
                "/events/{token}",
                "followLinkedGeneration",
                "Follow a generation by a link that an answer gave, without a key.",
                Access.ANYONE,
                List.of(Parameter.path("token", "What the link grants."), SINCE),
                Optional.empty(),
                List.of(STREAM, OVER, Answer.error(404, "The link shows nothing, or no longer.")),
                this::linked);
    }

    private void generation(Context context) throws InterruptedException {
        String project = Authentication.caller(context).project();
        send(context, follow.generation(project, context.pathParam("id"), since(context)));
    }

    private void batch(Context context) throws InterruptedException {
        String project = Authentication.caller(context).project();
        send(context, follow.batch(project, context.pathParam("id"), since(context)));
    }

    private void project(Context context) throws InterruptedException {
        var filter = EventQuery.read(context);
        send(context, follow.project(Authentication.caller(context).project(), filter, since(context)));
    }

    private void linked(Context context) throws InterruptedException {
        var shown = tokens.shown(context.pathParam("token"))
                .orElseThrow(() -> new RefusedException(new NotFound("This link shows nothing, or no longer.")));
        send(context, follow.generation(shown.project(), shown.id(), since(context)));
    }

    private static Since since(Context context) {
        return new Since(Optional.ofNullable(context.header(LAST_EVENT_ID)).filter(id -> !id.isEmpty()));
    }

    private void send(Context context, Following following) throws InterruptedException {
        try (following) {
            if (following.isOver()) {
                // By which browsers know that they are not to come back.
                context.status(204);
                return;
            }
            Optional<EventStream> stream = EventStream.open(context, RETRY);
            if (stream.isPresent()) {
                send(context, following, stream.get());
            }
        } catch (IOException _) {
            // The client has left, which is how most streams end.
        }
    }

    private void send(Context context, Following following, EventStream stream)
            throws IOException, InterruptedException {
        String base = links.base(context);
        Optional<Sent> next = following.next(QUIET);
        // A key that was revoked since sees nothing more.
        while (next.isPresent() && Authentication.stands(context)) {
            write(next.get(), stream, base);
            next = following.next(QUIET);
        }
    }

    private void write(Sent sent, EventStream stream, String base) throws IOException {
        String id = EventIds.encode(sent.upTo());
        switch (sent) {
            case Sent.Event event -> {
                News news = event.news();
                stream.write(Event.of(id, news.type().word(), data(EventResource.of(news, base))));
            }
            case Sent.Reset _ -> {
                var reset = EventResource.reset(clock.instant());
                stream.write(Event.of(id, reset.type().word(), data(reset)));
            }
            case Sent.Quiet _ -> stream.writeComment(id);
        }
    }

    private static String data(EventResource resource) {
        return Json.MAPPER.writeValueAsString(resource);
    }
}
