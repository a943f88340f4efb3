package dev.atelier.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is heard through a WebSocket, on real sockets. */
class MessagesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final MockWebServer server = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void comeInTheirOrderWithoutWhatIsNoText() throws InterruptedException {
        says("one", "two");

        try (var messages = open().orElseThrow()) {
            assertThat(messages.next(LONG)).contains("one");
            assertThat(messages.next(LONG)).contains("two");
            assertThat(messages.next(LONG)).isEmpty();
            assertThat(messages.ended()).isTrue();
        }
    }

    @Test
    void areWaitedForNoLongerThanAsked() throws InterruptedException {
        says();

        try (var messages = open().orElseThrow()) {
            assertThat(messages.next(Duration.ofMillis(1))).isEmpty();
            assertThat(messages.ended()).isFalse();
        }
    }

    @Test
    void areNotThereWhereNoSocketIs() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(404).build());

        assertThat(open()).isEmpty();
    }

    @Test
    void comeFromNoAddressThatIsNotPublic() throws InterruptedException {
        var request = new Request.Builder().url(server.url("/ws")).build();

        assertThat(http.outlet().listen(request, LONG)).isEmpty();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void areNotWaitedForByAThreadThatIsInterrupted() throws Exception {
        says();
        var waiting = new CompletableFuture<Boolean>();
        var ended = new CompletableFuture<Boolean>();
        var thread = Thread.ofVirtual().start(() -> {
            try (var messages = open().orElseThrow()) {
                waiting.complete(true);
                var _ = messages.next(LONG);
                ended.complete(false);
            } catch (InterruptedException e) {
                ended.complete(true);
            }
        });
        waiting.get(10, TimeUnit.SECONDS);

        thread.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private void says(String... messages) {
        server.enqueue(new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket socket, Response response) {
                        for (String message : messages) {
                            socket.send(message);
                            socket.send(ByteString.of((byte) 1));
                        }
                        if (messages.length > 0) {
                            socket.close(1000, null);
                        }
                    }

                    @Override
                    public void onClosing(WebSocket socket, int code, String reason) {
                        socket.close(code, null);
                    }
                })
                .build());
    }

    private Optional<Messages> open() throws InterruptedException {
        HttpUrl url = server.url("/ws");
        return http.outlet(url).listen(new Request.Builder().url(url).build(), LONG);
    }
}
