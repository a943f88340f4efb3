package dev.atelier.ingest.http;

import dev.atelier.platform.json.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Words what the server refuses before any route sees it, such as a malformed request line, like every other error. */
final class ProtocolErrors extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        var fields = response.getHeaders();
        String id = RequestIds.choose(request.getHeaders().get(RequestIds.HEADER));
        fields.put(RequestIds.HEADER, id);
        fields.put(HttpHeader.CONTENT_TYPE, Replies.JSON);
        response.write(true, ByteBuffer.wrap(body(code, id)), callback);
    }

    private static byte[] body(int status, String requestId) {
        return Json.MAPPER.writeValueAsBytes(ErrorBody.of(problem(status), requestId));
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
