package dev.atelier.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.http.Forms.Form;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import io.javalin.http.Context;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormsIT {
    private static final int MOST = 100_000;
    private static final String TYPE = "multipart/form-data; boundary=edge";

    private final Forms forms = new Forms(MOST);
    private final HttpEdge edge = HttpEdge.start(
            new HttpEdge.Address("127.0.0.1", 0, Duration.ofSeconds(3)),
            new HttpEdge.Site(
                    List.of(new Route(
                            Verb.POST,
                            "/form",
                            "op",
                            "Reads.",
                            Access.ANYONE,
                            List.of(),
                            Optional.empty(),
                            List.of(),
                            this::serve)),
                    List.of(),
                    (_, _, _, _) -> {}),
            Strangers.authentication());

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void readsTextsAndFilesMoreThanOnce() {
        Answer answer = send(TYPE, known(form("large", "x".repeat(50_000))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().toString())
                .isEqualTo("{\"texts\":{\"prompt\":[\"a fox\"]},\"files\":{\"large\":[50000,50000]}}");
    }

    @Test
    void refusesWhatIsTooLargeWhetherItSaysSoOrNot() {
        String large = form("large", "x".repeat(MOST));

        assertThat(send(TYPE, known(large)).status()).isEqualTo(413);
        assertThat(send(TYPE, BodyPublishers.ofInputStream(() -> stream(large))).status())
                .isEqualTo(413);
    }

    @Test
    void refusesWhatIsNoForm() {
        assertThat(send("application/json", known("{}")).status()).isEqualTo(415);
        assertThat(send("multipart/form-data", known("--edge")).status()).isEqualTo(400);
        assertThat(send(TYPE, known("no boundary anywhere")).status()).isEqualTo(400);
    }

    private void serve(Context context) throws IOException {
        try (Form form = forms.read(context)) {
            Part large = form.files("large").getFirst();
            Replies.json(context, 200, new Seen(form.texts(), Map.of("large", List.of(length(large), length(large)))));
        }
    }

    private record Seen(Map<String, List<String>> texts, Map<String, List<Long>> files) {}

    private static long length(Part part) throws IOException {
        try (InputStream content = part.getInputStream()) {
            return content.readAllBytes().length;
        }
    }

    private Answer send(String type, BodyPublisher body) {
        return new Client(edge.port(), Optional.empty())
                .send("/form", request -> request.POST(body).header("Content-Type", type));
    }

    private static BodyPublisher known(String body) {
        return BodyPublishers.ofString(body);
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String form(String name, String content) {
        return """
                --edge
                Content-Disposition: form-data; name="prompt"

                a fox
                --edge
                Content-Disposition: form-data; name="%s"; filename="a.bin"

                %s
                --edge--
                """.formatted(name, content).replace("\n", "\r\n");
    }
}
