package dev.atelier.ingest.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Handling;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.platform.trace.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class HttpEdgeIT {
    private static final String SECRET = "what nobody outside may read";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final HttpEdge edge = HttpEdge.start(
            new HttpEdge.Address("127.0.0.1", 0, Duration.ofSeconds(3)),
            new HttpEdge.Site(
                    List.of(
                            route("/endless", _ -> {
                                begun.countDown();
                                released.await();
                            }),
                            route("/exception", _ -> {
                                throw new IllegalStateException(SECRET);
                            }),
                            route("/error", _ -> {
                                throw new StackOverflowError(SECRET);
                            }),
                            route(
                                    "/traced",
                                    context -> context.result("%s %s"
                                            .formatted(
                                                    Traces.current()
                                                            .orElseThrow()
                                                            .getTraceparent(),
                                                    MDC.get("traceId")))),
                            route("/other/exception", _ -> {
                                throw RefusedException.invalid("size", "size must be smaller");
                            })),
                    List.of(new Dialect("/other/", HttpEdgeIT::other)),
                    (method, path, status, _) -> heard.add("%s %s %d".formatted(method, path, status))),
            Strangers.authentication());

    @AfterEach
    void close() {
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/exception", "/error"})
    void tellsNothingOfAnUnforeseenFault(String path) {
        Answer answer = new Client(edge.port(), Optional.empty()).get(path, "x-request-id", "r-1");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text("error.code")).isEqualTo("internal");
        assertThat(answer.text("request_id")).isEqualTo("r-1");
        assertThat(answer.header("x-request-id")).isEqualTo("r-1");
        assertThat(answer.json().toString()).doesNotContain(SECRET, "Exception", "Error\"", "dev.atelier");
    }

    @ParameterizedTest
    @CsvSource({
        "/other/exception, invalid_request, size",
        "/other/none, not_found, ''",
        "/other/%ff, invalid_request, ''"
    })
    void wordsTheErrorsOfADialectAsItsClientsUnderstandThem(String path, String code, String field) {
        Answer answer = new Client(edge.port(), Optional.empty()).get(path, "x-request-id", "r-1");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("x-other")).isEqualTo(code);
        assertThat(answer.text("problem")).isEqualTo(field);
        assertThat(answer.text("id")).isEqualTo("r-1");
    }

    @Test
    void tellsOfEachRequestOnceItIsAnswered() {
        var client = new Client(edge.port(), Optional.empty());
        client.get("/exception?secret=x");
        client.get("/nowhere/at/all");

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(heard).containsExactly("GET /exception 500", "unmatched unmatched 404"));
    }

    @Test
    void answersWhatIsNoHttpWhateverItsMethod() {
        Answer answer = new Client(edge.port(), Optional.empty()).send("/%ff", HttpRequest.Builder::DELETE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.code")).isEqualTo("invalid_request");
        assertThat(answer.text("request_id")).isEqualTo(answer.header("x-request-id"));
    }

    private static Dialect.Answer other(Problem problem, String requestId) {
        return new Dialect.Answer(
                418,
                Map.of("x-other", problem.code()),
                Map.of("problem", problem.field().orElse(""), "id", requestId));
    }

    @Test
    void takesARequestForAStepOfTheTraceThatItsClientNames() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        String named = traced("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace));
        String begun = traced("traceparent", "00-none");
        String next = traced();

        assertThat(named)
                .matches("00-%s-[0-9a-f]{16}-01 %s".formatted(trace, trace))
                .doesNotContain("00f067aa0ba902b7");
        assertThat(begun).matches("00-([0-9a-f]{32})-[0-9a-f]{16}-00 \\1").doesNotContain(trace);
        assertThat(next).matches("00-([0-9a-f]{32})-[0-9a-f]{16}-00 \\1").isNotEqualTo(begun);
    }

    private String traced(String... headers) {
        Answer answer = new Client(edge.port(), Optional.empty()).get("/traced", headers);
        return new String(answer.raw().body(), UTF_8);
    }

    @Test
    void answersWhatIsNoHttpInTheShapeOfEveryError() throws IOException {
        String answer = raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("x-request-id: ")
                .contains("{\"error\":{\"code\":\"invalid_request\"")
                .doesNotContain("Jetty", "Exception");
    }

    @Test
    void closesInTimeAlthoughARequestDoesNotEnd() throws InterruptedException {
        var client = new Client(edge.port(), Optional.empty());
        var call = CompletableFuture.runAsync(() -> client.get("/endless"), Thread::startVirtualThread);
        begun.await();

        edge.close();

        assertThat(call).failsWithin(Duration.ofSeconds(10));
        released.countDown();
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static Route route(String path, Handling handling) {
        return new Route(
                Verb.GET, path, "op", "Fails.", Access.ANYONE, List.of(), Optional.empty(), List.of(), handling);
    }
}
