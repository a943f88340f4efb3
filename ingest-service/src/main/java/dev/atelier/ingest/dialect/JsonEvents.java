package dev.atelier.ingest.dialect;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.http.EventStream;
import dev.atelier.ingest.http.EventStream.Event;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/**
 * Server-sent events whose data is JSON, to one client. Nothing is said before the first event or comment, so that until then
 * an error can be answered like any other. For the request's own thread.
 */
public final class JsonEvents {
    private final Context context;
    private Optional<EventStream> stream = Optional.empty();

    public JsonEvents(Context context) {
        this.context = requireNonNull(context);
    }

    /** Whether anything was said: no status can be answered any more. */
    public boolean isOpen() {
        return context.res().isCommitted();
    }

    /** Says {@code event}. */
    public void send(Object event) throws IOException {
        stream().write(new Event(Optional.empty(), Optional.empty(), Json.MAPPER.writeValueAsString(event)));
    }

    /** Says {@code event}, under a name. */
    public void send(String name, Object event) throws IOException {
        stream().write(new Event(Optional.empty(), Optional.of(name), Json.MAPPER.writeValueAsString(event)));
    }

    /** Says the word by which some clients know the end. */
    public void done() throws IOException {
        stream().write(new Event(Optional.empty(), Optional.empty(), "[DONE]"));
    }

    /** Says nothing, so that nobody on the way takes the connection for dead. */
    public void comment() throws IOException {
        stream().writeComment();
    }

    /** Ends it as no good end looks: for clients to whom an end is a success. */
    public void abort() throws IOException {
        context.res().sendError(-1);
    }

    private EventStream stream() throws IOException {
        if (stream.isEmpty()) {
            stream = Optional.of(EventStream.open(context));
        }
        return stream.get();
    }
}
