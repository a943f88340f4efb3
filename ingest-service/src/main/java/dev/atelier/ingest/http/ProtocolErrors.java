package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.json.Json;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Words what the server refuses before any route sees it, such as a malformed request line, like every other error. */
final class ProtocolErrors extends ErrorHandler {
    private final Dialects dialects;

    ProtocolErrors(Dialects dialects) {
        this.dialects = requireNonNull(dialects);
    }

    /** Jetty would leave those of other methods than GET and POST without a word. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        var fields = response.getHeaders();
        String id = RequestIds.choose(request.getHeaders().get(RequestIds.HEADER));
        Dialect.Answer answer = dialects.errors(path(request)).answer(problem(code), id);
        response.setStatus(answer.status());
        answer.headers().forEach(fields::put);
        fields.put(RequestIds.HEADER, id);
        fields.put(HttpHeader.CONTENT_TYPE, Replies.JSON);
        response.write(true, ByteBuffer.wrap(Json.MAPPER.writeValueAsBytes(answer.body())), callback);
    }

    /** What was asked for, as far as the server could read it. */
    private static String path(Request request) {
        return Optional.ofNullable(request.getHttpURI()).map(HttpURI::getPath).orElse("/");
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> Problem.of(404, "not_found", "There is no such path.");
            case 503 -> Problem.of(503, "unavailable", "The service is closing. Ask again.");
            default ->
                status < 500
                        ? Problem.of(status, "invalid_request", "The request is not valid HTTP or too large.")
                        : Problem.internal();
        };
    }
}
