package dev.atelier.ingest;

import static dev.atelier.ingest.testing.PngFiles.png;
import static dev.atelier.ingest.testing.PngFiles.sha256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.PngFiles;
import dev.atelier.platform.json.Json;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import okio.Buffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files come in by every way there is, and inputs name them. */
class UploadIT {
    private static final String OTHERS = "atl_others0123456789abcdefghijklmnopqrstuvwx";
    private static final String BYTES = "application/offset+octet-stream";

    private final Client client = Edge.client();
    private final Client stranger = new Client(Edge.service().port(), Optional.of(OTHERS));
    private final Client nobody = new Client(Edge.service().port(), Optional.empty());
    private final byte[] file = png(UUID.randomUUID().getMostSignificantBits());

    @BeforeAll
    static void thereIsAnotherProject() {
        Edge.pipeline().key("uploads-others", OTHERS, "others", false);
        var stranger = new Client(Edge.service().port(), Optional.of(OTHERS));
        await().until(() -> stranger.get("/v1/generations").status() == 200);
    }

    // --- at once
    // -------------------------------------------------------------------------------------------------------------

    @Test
    void takesTheBodyAsTheFile() {
        Answer answer = upload("/v1/uploads?name=a%20fox.png", "image/png", file);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("reference")).isEqualTo("upload://" + answer.text("id"));
        assertThat(answer.text("mediaType")).isEqualTo("image/png");
        assertThat(answer.text("sha256")).isEqualTo(sha256(file));
        assertThat(answer.text("name")).isEqualTo("a fox.png");
        assertThat(answer.json().path("bytes").asInt()).isEqualTo(file.length);
        assertThat(answer.json().path("width").asInt()).isEqualTo(4);
        assertThat(answer.text("expiresAt")).isNotEmpty();
        Answer again = client.get("/v1/uploads/" + answer.text("id"));
        assertThat(again.text("sha256")).isEqualTo(sha256(file));
    }

    @Test
    void givesTheFileBackByKeyAndByLink() {
        Answer answer = upload("/v1/uploads", "application/octet-stream", file);

        Answer byKey = client.get("/v1/uploads/%s/content".formatted(answer.text("id")));
        Answer byLink = nobody.get(pathOf(answer.text("url")), "Range", "bytes=0-7");

        assertThat(byKey.raw().body()).isEqualTo(file);
        assertThat(byKey.header("Content-Type")).isEqualTo("image/png");
        assertThat(byKey.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(byLink.status()).isEqualTo(206);
        assertThat(byLink.raw().body()).hasSize(8);
        assertThat(nobody.get("/v1/uploads/%s/content".formatted(answer.text("id")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void takesTheFilesOfAFormWhateverTheirFieldsAreCalled() {
        byte[] second = png(file[50]);

        Answer one = form(part("whatever", "fox.png", file));
        Answer two = form(part("a", "fox.png", file), part("b", "../owl.png", second));

        assertThat(one.text("sha256")).isEqualTo(sha256(file));
        assertThat(two.status()).isEqualTo(201);
        assertThat(two.json().path("data").size()).isEqualTo(2);
        assertThat(two.text("data.1.sha256")).isEqualTo(sha256(second));
        assertThat(two.text("data.1.name")).isEqualTo("owl.png");
    }

    @Test
    void takesNothingOfAFormOfWhichOneFileIsUnfit() {
        Answer answer = form(part("good", "fox.png", file), part("bad", "fox.png", "<html>".getBytes(UTF_8)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error.field")).isEqualTo("bad");
    }

    @Test
    void takesADataUri() {
        String uri = "data:text/plain;base64," + Base64.getEncoder().encodeToString(file);

        Answer answer = json("/v1/uploads", "{\"url\": \"%s\"}".formatted(uri));

        assertThat(answer.text("mediaType")).isEqualTo("image/png");
        assertThat(json("/v1/uploads", "{\"url\": \"data:image/png,x\"}").text("error.field"))
                .isEqualTo("url");
        assertThat(json("/v1/uploads", "{\"url\": \"data:;base64,x\", \"tenant\": \"x\"}")
                        .text("error.field"))
                .isEqualTo("tenant");
    }

    @Test
    void fetchesWhatIsAtAUrl() {
        try (var elsewhere = elsewhere(file)) {
            String url = "http://localhost:%d/pictures/fox.png".formatted(elsewhere.getPort());

            Answer answer = json("/v1/uploads", "{\"url\": \"%s\"}".formatted(url));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.text("name")).isEqualTo("fox.png");
            assertThat(answer.text("sha256")).isEqualTo(sha256(file));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://2130706433:%d/",
                "http://0177.0.0.1:%d/",
                "http://0x7f.1:%d/",
                "http://127.1:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "https://169.254.169.254/latest/meta-data/%d",
                "http://user:word@localhost:%d/",
                "file:///etc/passwd?%d",
                "gopher://localhost:%d/"
            })
    void reachesNothingInside(String form) {
        try (var inside = elsewhere(file)) {
            String url = form.formatted(inside.getPort());

            Answer answer = json("/v1/uploads", "{\"url\": \"%s\"}".formatted(url));
            Answer asInput =
                    client.submit("{\"model\": \"atelier/sketch\", \"input\": {\"prompt\": \"x\", \"image\": \"%s\"}}"
                            .formatted(url));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("error.field")).isEqualTo("url");
            assertThat(inside.getRequestCount()).isZero();
            if (url.startsWith("http")) {
                assertThat(asInput.status()).isEqualTo(400);
                assertThat(asInput.text("error.field")).isEqualTo("input.image");
            }
        }
    }

    @Test
    void followsNoRedirectToTheInside() {
        try (var inside = elsewhere(file);
                var outside = new MockWebServer()) {
            start(outside);
            String target = "http://127.0.0.1:%d/".formatted(inside.getPort());
            outside.enqueue(new MockResponse(302, Headers.of("Location", target), ""));

            Answer answer = json("/v1/uploads", "{\"url\": \"http://localhost:%d/\"}".formatted(outside.getPort()));

            assertThat(answer.text("error.message")).contains("no public address");
            assertThat(inside.getRequestCount()).isZero();
        }
    }

    @Test
    void takesNothingThatItsContentDoesNotSpeakFor() {
        byte[] bomb = png(60_000, 60_000, 10, 1);
        byte[] polyglot = PngFiles.joined(file, "PK\u0003\u0004".getBytes(UTF_8));
        byte[] script = "GIF89a/*".getBytes(UTF_8);
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(UTF_8);

        assertThat(refusal(bomb)).contains("at most 1000000 pixels, but has 3600000000");
        assertThat(refusal(polyglot)).contains("must end where its picture ends");
        assertThat(refusal(script)).contains("must not be cut off");
        assertThat(refusal(svg)).contains("but is text/plain");
        assertThat(refusal(new byte[0])).contains("must not be empty");
        assertThat(refusal(new byte[] {0, 1, 2})).contains("must not be of an unknown type");
    }

    private String refusal(byte[] content) {
        Answer answer = upload("/v1/uploads?name=fox.png", "image/png", content);
        assertThat(answer.status()).isEqualTo(400);
        return answer.text("error.message");
    }

    @Test
    void takesNoMoreThanItMay() {
        byte[] large = new byte[(int) Edge.UPLOADS.maxBytes() + 1];

        assertThat(upload("/v1/uploads", "image/png", large).status()).isEqualTo(413);
        assertThat(form(part("file", "x.png", large)).status()).isEqualTo(413);
    }

    // --- by links
    // ------------------------------------------------------------------------------------------------------------

    @Test
    void takesAFileByALinkWithoutAKey() {
        Answer link = json("/v1/uploads/signed-url", "{\"name\": \"fox.png\"}");
        String path = pathOf(link.text("url"));

        Answer put = nobody.send(path, request -> request.PUT(BodyPublishers.ofByteArray(file)));
        Answer again = nobody.send(path, request -> request.PUT(BodyPublishers.ofByteArray(file)));
        Answer other = nobody.send(path, request -> request.PUT(BodyPublishers.ofByteArray(png(3))));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.text("id")).isEqualTo(link.text("id"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(409);
        assertThat(client.get("/v1/uploads/" + link.text("id")).text("name")).isEqualTo("fox.png");
        assertThat(nobody.send(path + "x", request -> request.PUT(BodyPublishers.ofByteArray(file)))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void takesAFileInPartsByALink() {
        String path = pathOf(json("/v1/uploads/signed-url", "{}").text("url"));
        String second = part(path, 2, 60, file.length);
        String first = part(path, 1, 0, 60);
        String last = part(path, 2, 60, file.length);

        Answer wrong = complete(path, Map.of(1, second));
        Answer done = complete(path, Map.of(1, first, 2, last));

        assertThat(wrong.text("error.field")).isEqualTo("parts");
        assertThat(second).isEqualTo(last);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text("sha256")).isEqualTo(sha256(file));
        assertThat(complete(path, Map.of(1, first, 2, last)).text("sha256")).isEqualTo(sha256(file));
    }

    private String part(String path, int number, int from, int to) {
        Answer answer = nobody.send(
                "%s/%d".formatted(path, number),
                request -> request.PUT(BodyPublishers.ofByteArray(file, from, to - from)));
        assertThat(answer.json().path("partNumber").asInt()).isEqualTo(number);
        return answer.text("etag");
    }

    private Answer complete(String path, Map<Integer, String> parts) {
        var body = Json.MAPPER.createObjectNode();
        var list = body.putArray("parts");
        parts.forEach(
                (number, etag) -> list.addObject().put("partNumber", number).put("etag", etag));
        return nobody.send(
                path + "/complete",
                request -> request.POST(BodyPublishers.ofString(body.toString()))
                        .header("Content-Type", "application/json"));
    }

    // --- as inputs
    // -----------------------------------------------------------------------------------------------------------

    @Test
    void isNamedByInputsOfItsProjectAlone() {
        Answer upload = upload("/v1/uploads", "image/png", file);
        String id = upload.text("id");
        String key =
                "object://projects/default/content/%s/%s".formatted(sha256(file).substring(0, 2), sha256(file));

        for (String name : List.of(upload.text("reference"), upload.text("url"), "http://any.host/v1/uploads/" + id)) {
            assertThat(generate(client, name).text("input.image")).isEqualTo(key);
            Answer others = generate(stranger, name);
            assertThat(others.status()).isEqualTo(400);
            assertThat(others.text("error.field")).isEqualTo("input.image");
        }
        assertThat(generate(client, "upload://" + UUID.randomUUID()).text("error.field"))
                .isEqualTo("input.image");
    }

    @Test
    void isThereForItsProjectAlone() {
        String id = upload("/v1/uploads", "image/png", file).text("id");

        for (String path : List.of("/v1/uploads/" + id, "/v1/uploads/%s/content".formatted(id))) {
            assertThat(stranger.get(path).status()).isEqualTo(404);
        }
        assertThat(delete(stranger, id).status()).isEqualTo(404);
        assertThat(delete(client, id).status()).isEqualTo(204);
        assertThat(delete(client, id).status()).isEqualTo(404);
        assertThat(client.get("/v1/uploads/" + id).status()).isEqualTo(404);
        assertThat(generate(client, "upload://" + id).status()).isEqualTo(400);
    }

    @Test
    void isFetchedWhereAnInputIsAPictureAndOnceForAnIdempotencyKey() {
        try (var elsewhere = elsewhere(file)) {
            elsewhere.enqueue(
                    new MockResponse.Builder().body(new Buffer().write(png(9))).build());
            String url = "http://localhost:%d/fox".formatted(elsewhere.getPort());
            String key = UUID.randomUUID().toString();

            Answer first = generate(client, url, "Idempotency-Key", key);
            Answer again = generate(client, url, "Idempotency-Key", key);

            assertThat(first.text("input.image")).endsWith(sha256(file));
            assertThat(again.text("id")).isEqualTo(first.text("id"));
            assertThat(elsewhere.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void saysWhichInputOfABatchNamesNoFile() {
        String body = """
                {"model": "atelier/sketch", "input": {"prompt": "x"}, "inputs": [{"seed": 1}, {"image": "upload://x"}]}""";

        Answer answer = json("/v1/batches", body);

        assertThat(answer.text("error.field")).isEqualTo("inputs[1].image");
    }

    private static Answer generate(Client client, String image, String... headers) {
        return client.submit(
                "{\"model\": \"atelier/sketch\", \"input\": {\"prompt\": \"x\", \"image\": \"%s\"}}".formatted(image),
                headers);
    }

    // --- tus, as no client of ours would ask
    // -----------------------------------------------------------------------------------

    @Test
    void saysWhatItSpeaksOfTus() {
        Answer answer = nobody.send("/api/uploads", request -> request.method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(answer.header("Tus-Max-Size")).isEqualTo(Long.toString(Edge.UPLOADS.maxBytes()));
        assertThat(answer.header("Tus-Extension")).contains("creation-with-upload", "checksum", "expiration");
        assertThat(answer.header("Tus-Checksum-Algorithm")).startsWith("sha1");
    }

    @Test
    void speaksOneVersionOfTus() {
        Answer answer = client.send(
                "/api/uploads",
                request ->
                        request.POST(BodyPublishers.noBody()).headers("Tus-Resumable", "0.2.2", "Upload-Length", "10"));

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(answer.header("Tus-Resumable")).isEqualTo("1.0.0");
    }

    @Test
    void keepsOnlyBytesThatHaveTheirChecksum() {
        String path = begin();
        String sum = "sha1 " + Base64.getEncoder().encodeToString(PngFiles.hash("SHA-1", file));
        byte[] wrong = file.clone();
        wrong[60]++;

        Answer unknown = patch(path, 0, file, "Upload-Checksum", "crc32 AAAA");
        Answer mismatch = patch(path, 0, wrong, "Upload-Checksum", sum);
        Answer halfway = head(client, path);
        Answer right = patch(path, 0, file, "Upload-Checksum", sum);

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(mismatch.status()).isEqualTo(460);
        assertThat(mismatch.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(halfway.header("Upload-Offset")).isEqualTo("0");
        assertThat(right.status()).isEqualTo(204);
        assertThat(right.header("Upload-Offset")).isEqualTo(Integer.toString(file.length));
    }

    @Test
    void goesOnOnlyWhereItIsAndWithBytes() {
        String path = begin();

        Answer conflict = patch(path, 7, file);
        Answer type = client.send(
                path,
                request -> request.method("PATCH", BodyPublishers.ofByteArray(file))
                        .headers("Tus-Resumable", "1.0.0", "Upload-Offset", "0", "Content-Type", "image/png"));
        Answer large = patch(path, 0, PngFiles.joined(file, new byte[1]));
        Answer number = patch(path, "-1", file);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(type.status()).isEqualTo(415);
        assertThat(large.status()).isEqualTo(413);
        assertThat(number.status()).isEqualTo(400);
        Answer head = head(client, path);
        assertThat(head.header("Upload-Offset")).isEqualTo("0");
        assertThat(head.header("Cache-Control")).isEqualTo("no-store");
        assertThat(head.header("Upload-Metadata")).isEqualTo("filename Zm94LnBuZw==");
        assertThat(head.header("Upload-Expires")).endsWith("GMT");
    }

    @Test
    void beginsNothingThatCannotEnd() {
        assertThat(post("Upload-Length", "x").status()).isEqualTo(400);
        assertThat(post("Upload-Length", Long.toString(Edge.UPLOADS.maxBytes() + 1))
                        .status())
                .isEqualTo(413);
        assertThat(post("Upload-Defer-Length", "2").status()).isEqualTo(400);
        assertThat(post("Upload-Length", "1", "Upload-Metadata", "filename not-base64!")
                        .status())
                .isEqualTo(400);
        assertThat(post("Upload-Concat", "final;/api/uploads/" + UUID.randomUUID())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void letsOneOfTwoGoOnFromTheSamePlace() {
        String path = begin();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> patch(path, 0, file).status(), executor))
                    .limit(8)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(statuses).containsOnly(204, 409).containsOnlyOnce(204);
        }
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(client.get("/v1/uploads/" + id).text("sha256")).isEqualTo(sha256(file));
    }

    @Test
    void speaksOfAnUploadToItsProjectAlone() {
        String path = begin();

        assertThat(head(stranger, path).status()).isEqualTo(404);
        assertThat(head(client, "/api/uploads/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(head(client, path).status()).isEqualTo(200);
    }

    private String begin() {
        Answer answer =
                post("Upload-Length", Integer.toString(file.length), "Upload-Metadata", "filename Zm94LnBuZw==");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Upload-Expires")).endsWith("GMT");
        return pathOf(answer.header("Location"));
    }

    private Answer post(String... headers) {
        return client.send(
                "/api/uploads",
                request -> request.POST(BodyPublishers.noBody())
                        .header("Tus-Resumable", "1.0.0")
                        .headers(headers));
    }

    private Answer patch(String path, Object offset, byte[] bytes, String... headers) {
        return client.send(path, request -> {
            request.method("PATCH", BodyPublishers.ofByteArray(bytes))
                    .headers("Tus-Resumable", "1.0.0", "Upload-Offset", offset.toString(), "Content-Type", BYTES);
            return headers.length == 0 ? request : request.headers(headers);
        });
    }

    private static Answer head(Client client, String path) {
        return client.send(
                path, request -> request.method("HEAD", BodyPublishers.noBody()).header("Tus-Resumable", "1.0.0"));
    }

    // --- how it is asked
    // -----------------------------------------------------------------------------------------------------

    private Answer upload(String path, String type, byte[] content) {
        return client.send(
                path,
                request -> request.POST(BodyPublishers.ofByteArray(content)).header("Content-Type", type));
    }

    private Answer json(String path, String body) {
        return client.send(
                path,
                request -> request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"));
    }

    private static Answer delete(Client client, String id) {
        return client.send("/v1/uploads/" + id, request -> request.DELETE());
    }

    private Answer form(byte[]... parts) {
        byte[] body = PngFiles.joined(PngFiles.joined(parts), "--edge--\r\n".getBytes(UTF_8));
        return upload("/v1/uploads", "multipart/form-data; boundary=edge", body);
    }

    private static byte[] part(String field, String name, byte[] content) {
        String head =
                "--edge\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n".formatted(field, name);
        return PngFiles.joined(head.getBytes(UTF_8), content, "\r\n".getBytes(UTF_8));
    }

    private static MockWebServer elsewhere(byte[] content) {
        var server = new MockWebServer();
        server.enqueue(
                new MockResponse.Builder().body(new Buffer().write(content)).build());
        start(server);
        return server;
    }

    private static void start(MockWebServer server) {
        try {
            server.start();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String pathOf(String url) {
        return URI.create(url).getRawPath();
    }
}
