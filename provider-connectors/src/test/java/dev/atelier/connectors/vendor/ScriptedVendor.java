package dev.atelier.connectors.vendor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okio.Buffer;

/**
 * A vendor on real sockets that answers as it was told, by method and path. The last answer of a route is given again and
 * again; a route that nobody wrote answers 404. Thread-safe.
 */
public final class ScriptedVendor implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, Deque<MockResponse>> script = new ConcurrentHashMap<>();
    private final List<RecordedRequest> heard = new CopyOnWriteArrayList<>();

    public ScriptedVendor() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                heard.add(request);
                return next(route(request));
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers {@code route}, such as {@code GET /v1/jobs/1}, with {@code answers} in turn; a query does not count. */
    public ScriptedVendor on(String route, MockResponse... answers) {
        script.put(route, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    public static MockResponse json(int status, String body) {
        return new MockResponse(status, Headers.of("Content-Type", "application/json"), body);
    }

    public static MockResponse bytes(byte[] body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/octet-stream")
                .body(new Buffer().write(body))
                .build();
    }

    /** Where {@code path} is. */
    public HttpUrl url(String path) {
        return server.url(path);
    }

    /** The requests of {@code route}, in the order they came. */
    public List<RecordedRequest> heard(String route) {
        List<RecordedRequest> found = new ArrayList<>();
        for (RecordedRequest request : heard) {
            if (route(request).equals(route)) {
                found.add(request);
            }
        }
        return found;
    }

    /** All requests. */
    public List<RecordedRequest> heard() {
        return List.copyOf(heard);
    }

    /** Whether each request had a route in the script. */
    public boolean understoodAll() {
        return heard.stream().allMatch(request -> script.containsKey(route(request)));
    }

    private MockResponse next(String route) {
        var answers = script.get(route);
        if (answers == null) {
            return json(404, "{\"detail\": \"nobody wrote " + route.replace('"', ' ') + "\"}");
        }
        synchronized (answers) {
            var last = answers.getLast();
            var first = answers.size() > 1 ? answers.poll() : last;
            return first == null ? last : first;
        }
    }

    private static String route(RecordedRequest request) {
        return request.getMethod() + " " + request.getUrl().encodedPath();
    }

    @Override
    public void close() {
        server.close();
    }
}
