package dev.atelier.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer of server-sent events. Whatever is written goes to the client at once; a call blocks while the client does not
 * read, and throws {@link IOException} once it is gone. Used by one thread.
 */
public final class EventStream {
    /** Its media type. */
    public static final String TYPE = "text/event-stream";

    /** One event is written at a time, so that thousands of idle streams hold next to nothing. */
    private static final int BUFFER_BYTES = 1024;

    /** What ends a line of server-sent events; JSON holds others as they are, and they are not to break it. */
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\r\\n]");

    private final OutputStream out;

    private EventStream(OutputStream out) {
        this.out = out;
    }

    /**
     * One event.
     *
     * @param id   what a client that comes back sends as {@code Last-Event-ID}
     * @param name what clients listen for; without it they take it for a message
     * @param data its text, often JSON
     */
    public record Event(Optional<String> id, Optional<String> name, String data) {
        /** One from which a client can go on. */
        public static Event of(String id, String name, String data) {
            return new Event(Optional.of(id), Optional.of(name), data);
        }

        /** As it is written. */
        String text() {
            var text = new StringBuilder(data.length() + 100);
            id.ifPresent(known -> text.append("id: ").append(known).append('\n'));
            name.ifPresent(known -> text.append("event: ").append(known).append('\n'));
            // With what follows the last line break, be it nothing: a text is to arrive as it was.
            for (String line : LINE_END.split(data, -1)) {
                text.append("data: ").append(line).append('\n');
            }
            return text.append('\n').toString();
        }
    }

    /**
     * Begins to answer {@code context}; empty where only the head of the answer is asked for.
     *
     * @param retry how long a client waits before it comes back when the stream breaks off
     */
    public static Optional<EventStream> open(Context context, Duration retry) throws IOException {
        if (context.method().equals(HandlerType.HEAD)) {
            describe(context);
            return Optional.empty();
        }
        var stream = open(context);
        stream.write("retry: %d\n\n".formatted(retry.toMillis()));
        return Optional.of(stream);
    }

    /** Begins to answer {@code context}, to a client that does not come back. */
    public static EventStream open(Context context) throws IOException {
        describe(context);
        context.res().setBufferSize(BUFFER_BYTES);
        return new EventStream(context.res().getOutputStream());
    }

    private static void describe(Context context) {
        context.status(200).disableCompression().contentType(TYPE);
        context.header("Cache-Control", "no-store");
        // A proxy that gathers what it passes on would keep events back.
        context.header("X-Accel-Buffering", "no");
    }

    /** Writes {@code event}. */
    public void write(Event event) throws IOException {
        write(event.text());
    }

    /** Writes a comment, which shows that both ends are there; a client that comes back later goes on from {@code id}. */
    public void writeComment(String id) throws IOException {
        write(": \nid: %s\n\n".formatted(id));
    }

    /** Writes a comment, so that nobody on the way takes the connection for dead. */
    public void writeComment() throws IOException {
        write(": \n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
