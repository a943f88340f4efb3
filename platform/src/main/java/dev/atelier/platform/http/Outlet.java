package dev.atelier.platform.http;

import dev.atelier.platform.http.Reply.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import org.jspecify.annotations.Nullable;

/** A way out to certain addresses. Calls block, and end at once when their thread is interrupted. Thread-safe. */
public final class Outlet {
    private static final int MOST_REDIRECTS = 5;

    private final Ways questions;
    private final Ways orders;

    /** One client without TLS, and one with it. */
    private record Ways(OkHttpClient plain, OkHttpClient encrypted) {
        OkHttpClient of(Request request) {
            return request.isHttps() ? encrypted : plain;
        }
    }

    Outlet(OkHttpClient client, GuardedSockets plain, GuardedSockets encrypted) {
        questions = ways(client, plain, encrypted);
        // A kept connection may be closed by the other side while a request is on its way, and nobody could tell
        // whether it
        // got there. What may start something therefore gets a connection of its own.
        orders = ways(
                client.newBuilder()
                        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                        .build(),
                plain,
                encrypted);
    }

    private static Ways ways(OkHttpClient client, GuardedSockets plain, GuardedSockets encrypted) {
        return new Ways(
                client.newBuilder().socketFactory(plain).build(),
                client.newBuilder().socketFactory(encrypted).build());
    }

    /** Sends {@code request} once, with whatever credentials it bears; a redirect is an answer like any other. */
    public Reply<byte[]> send(Request request, Limits limits) throws InterruptedException {
        return exchange(request, limits, Bodies::inMemory);
    }

    /**
     * Fetches what is at {@code url} into a new temporary file, which the caller deletes. Bears no credentials, and follows
     * a few redirects, each of them checked like the first address. The file of an answer that is no success is empty.
     */
    public Reply<Path> fetch(HttpUrl url, Limits limits) throws InterruptedException {
        var next = url;
        for (int redirects = 0; ; redirects++) {
            var reply = exchange(new Request.Builder().url(next).build(), limits, Bodies::inFile);
            var location = redirects < MOST_REDIRECTS ? location(next, reply) : null;
            if (location == null) {
                return reply;
            }
            Bodies.delete(((Answer<Path>) reply).body());
            next = location;
        }
    }

    /**
     * Opens a WebSocket (RFC 6455) by {@code request}, with whatever credentials it bears; the caller closes it. None where
     * it is not open within {@code time}, for whatever reason.
     */
    public Optional<Messages> listen(Request request, Duration time) throws InterruptedException {
        return Messages.open(questions.of(request), request, time);
    }

    private static @Nullable HttpUrl location(HttpUrl from, Reply<Path> reply) {
        if (!(reply instanceof Answer<Path>(int status, var headers, var _))) {
            return null;
        }
        var location = headers.get("Location");
        return switch (status) {
            case 301, 302, 303, 307, 308 -> location == null ? null : from.resolve(location);
            default -> null;
        };
    }

    private <B> Reply<B> exchange(Request request, Limits limits, Bodies.Reader<B> reader) throws InterruptedException {
        var note = new Sending.Note();
        var call = (request.method().equals("GET") ? questions : orders)
                .of(request)
                .newCall(Bodies.once(request)
                        .newBuilder()
                        .tag(Sending.Note.class, note)
                        .build());
        call.timeout().timeout(limits.time().toNanos(), TimeUnit.NANOSECONDS);
        var ending = new CompletableFuture<Reply<B>>();
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call answered, Response response) {
                try (response) {
                    ending.complete(reader.read(response, limits.bytes()));
                } catch (IOException e) {
                    ending.complete(new Reply.Unanswered<>("broke off in the middle of its answer"));
                } catch (RuntimeException | Error e) {
                    ending.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call failed, IOException e) {
                ending.complete(failure(e, note.begun()));
            }
        });
        return await(call, ending);
    }

    private static <B> Reply<B> await(Call call, CompletableFuture<Reply<B>> ending) throws InterruptedException {
        try {
            return ending.get();
        } catch (InterruptedException e) {
            call.cancel();
            // A file that arrives nevertheless is nobody's any more.
            var _ = ending.thenAccept(Bodies::discard);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer could not be read", e.getCause());
        }
    }

    private static <B> Reply<B> failure(IOException failure, boolean begun) {
        if (!begun || isRefusedStream(failure)) {
            return new Reply.Unsent<>(unsent(failure), failure instanceof BlockedAddressException);
        }
        return new Reply.Unanswered<>(
                failure instanceof InterruptedIOException ? "gave no answer in time" : "broke the connection off");
    }

    /** HTTP/2's promise that the request was not acted upon (RFC 9113, 8.7). */
    private static boolean isRefusedStream(IOException failure) {
        return failure instanceof StreamResetException reset && reset.errorCode == ErrorCode.REFUSED_STREAM;
    }

    private static String unsent(IOException failure) {
        return switch (failure) {
            case BlockedAddressException blocked -> String.valueOf(blocked.getMessage());
            case UnknownHostException _ -> "is not known by this name";
            case ConnectException _ -> "accepts no connection";
            case SocketTimeoutException _ -> "accepts no connection in time";
            case InterruptedIOException _ -> "accepts no connection in time";
            case SSLException _ -> "cannot prove who it is, or speaks no TLS that we do";
            default -> "cannot be reached";
        };
    }
}
