package dev.atelier.ingest.replicate;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.EventStream;
import dev.atelier.ingest.http.EventStream.Event;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.streams.Following;
import dev.atelier.ingest.streams.Since;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code urls.stream} of predictions: what comes out, as events, to whoever has the link. Whoever leaves leaves the prediction
 * as it is: a link shows, and stops nothing.
 */
final class StreamRoutes {
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Since FROM_NOW = new Since(Optional.empty());

    private final UseCases useCases;
    private final Predictions predictions;

    StreamRoutes(UseCases useCases, Predictions predictions) {
        this.useCases = requireNonNull(useCases);
        this.predictions = requireNonNull(predictions);
    }

    List<Route> routes() {
        return List.of(new Route(
                Verb.GET,
                ReplicateRoutes.BASE + "/streams/{token}",
                "replicateStreamPrediction",
                "Read what comes out of a prediction, by the link that it has for that, without a key.",
                Access.ANYONE,
                List.of(
                        Parameter.path("token", "What the link grants."),
                        Parameter.header(
                                LAST_EVENT_ID,
                                "The id of the last event that came: the stream goes on after it.",
                                "{\"type\": \"string\"}")),
                Optional.empty(),
                List.of(
                        Answer.of(200, "Events output, error and done. A comment every 15 s.", EventStream.TYPE),
                        Answer.empty(204, "The client was told that it is done: nothing follows."),
                        Answer.json(404, "The link shows nothing, or no longer.", ReplicateError.class)),
                this::stream));
    }

    private void stream(Context context) throws InterruptedException {
        var shown = useCases.watching()
                .links()
                .shown(context.pathParam("token"))
                .orElseThrow(() -> new RefusedException(new NotFound("This link shows nothing, or no longer.")));
        String last = Optional.ofNullable(context.header(LAST_EVENT_ID)).orElse("");
        if (last.equals(Predictions.DONE)) {
            // By which browsers know that they are not to come back.
            context.status(204);
            return;
        }
        try (var following = useCases.watching().follow().generation(shown.project(), shown.id(), FROM_NOW)) {
            Optional<EventStream> stream = EventStream.open(context, RETRY);
            if (stream.isPresent() && isEnded(following, stream.get())) {
                for (Event event : events(context, shown.project(), shown.id(), last)) {
                    stream.get().write(event);
                }
            }
        } catch (IOException _) {
            // The client has left, and may come back.
        }
    }

    /** Waits for the end; the client goes on elsewhere where the stream ends before. */
    private static boolean isEnded(Following following, EventStream stream) throws IOException, InterruptedException {
        while (following.next(QUIET).isPresent() && !following.isOver()) {
            stream.writeComment();
        }
        return following.isOver();
    }

    private List<Event> events(Context context, String project, String id, String last)
            throws IOException, InterruptedException {
        List<Event> all = predictions.events(context, useCases.read().get(project, id));
        int told = all.stream().map(event -> event.id().orElseThrow()).toList().indexOf(last);
        return all.subList(told + 1, all.size());
    }
}
