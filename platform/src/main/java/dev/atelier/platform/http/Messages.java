package dev.atelier.platform.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * What the other side of a WebSocket says in text, in its order; pictures and other bytes are passed over. A reader that is
 * too slow misses what is new, so this is for news that can be had otherwise. For one reader.
 */
public final class Messages implements AutoCloseable {
    /** Enough for a reader that pauses, and no burden. */
    private static final int MOST_WAITING = 1000;

    private static final int LONGEST = 1024 * 1024;
    private static final int GOING_AWAY = 1001;

    private final BlockingQueue<Heard> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private final WebSocket socket;
    private volatile boolean ended;

    /** A message, or the end where there is no text. */
    private record Heard(@Nullable String text) {}

    private Messages(OkHttpClient client, Request request) {
        socket = client.newWebSocket(request, new Listener());
    }

    static Optional<Messages> open(OkHttpClient client, Request request, Duration time) throws InterruptedException {
        var messages = new Messages(client, request);
        boolean open = false;
        try {
            open = messages.opened.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Who does not answer is not there.
        } catch (ExecutionException e) {
            throw new IllegalStateException("a WebSocket could not be opened", e.getCause());
        } finally {
            if (!open) {
                messages.socket.cancel();
            }
        }
        return open ? Optional.of(messages) : Optional.empty();
    }

    /** The next message; none where there is none within {@code time}, or the other side has ended. */
    public Optional<String> next(Duration time) throws InterruptedException {
        var heard = waiting.poll(ended ? 0 : time.toNanos(), TimeUnit.NANOSECONDS);
        return heard == null ? Optional.empty() : Optional.ofNullable(heard.text());
    }

    /** Whether nothing more will come than what is waiting. */
    public boolean ended() {
        return ended;
    }

    /** Says that nobody listens any more, and does not wait for an answer. */
    @Override
    public void close() {
        if (!ended && socket.close(GOING_AWAY, null)) {
            return;
        }
        socket.cancel();
    }

    private final class Listener extends WebSocketListener {
        @Override
        public void onOpen(WebSocket socket, Response response) {
            opened.complete(true);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            if (text.length() <= LONGEST) {
                var _ = waiting.offer(new Heard(text));
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(GOING_AWAY, null);
            end();
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            opened.complete(false);
            end();
        }

        private void end() {
            ended = true;
            var _ = waiting.offer(new Heard(null));
        }
    }
}
