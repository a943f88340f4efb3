package dev.atelier.ingest.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Server-sent events whose data is JSON, to one client. Nothing is said before the first event or comment, so that until then
 * an error can be answered like any other. For the request's own thread.
 */
public final class JsonEvents {
    private final Context context;

    public JsonEvents(Context context) {
        this.context = requireNonNull(context);
    }

    /** Whether anything was said: no status can be answered any more. */
    public boolean isOpen() {
        return context.res().isCommitted();
    }

    /** Says {@code event}. */
    public void send(Object event) throws IOException {
        write("data: " + Json.MAPPER.writeValueAsString(event) + "\n\n");
    }

    /** Says {@code event}, under a name. */
    public void send(String name, Object event) throws IOException {
        write("event: " + name + "\ndata: " + Json.MAPPER.writeValueAsString(event) + "\n\n");
    }

    /** Says the word by which some clients know the end. */
    public void done() throws IOException {
        write("data: [DONE]\n\n");
    }

    /** Says nothing, so that nobody on the way takes the connection for dead. */
    public void comment() throws IOException {
        write(": \n\n");
    }

    /** Ends it as no good end looks: for clients to whom an end is a success. */
    public void abort() throws IOException {
        context.res().sendError(-1);
    }

    private void write(String text) throws IOException {
        if (!isOpen()) {
            context.disableCompression();
            context.contentType("text/event-stream");
            context.header("Cache-Control", "no-store");
            context.header("X-Accel-Buffering", "no");
        }
        OutputStream out = context.res().getOutputStream();
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
