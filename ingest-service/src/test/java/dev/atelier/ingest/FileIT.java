package dev.atelier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.manifest.ManifestFormat;
import dev.atelier.ingest.manifest.Manifests;
import dev.atelier.ingest.testing.Client;
import dev.atelier.ingest.testing.Client.Answer;
import dev.atelier.ingest.testing.Edge;
import dev.atelier.ingest.testing.Pipeline;
import dev.atelier.ingest.testing.Pipeline.Made;
import dev.atelier.ingest.testing.Pipeline.RowOf;
import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.schemas.GenerationIds;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FileIT {
    private static final String CONTENT = "0123456789".repeat(1000);
    private static final String HASH = ApiKeys.hash(CONTENT);
    private static final String ETAG = "\"%s\"".formatted(HASH);
    private static final String ID = GenerationIds.derive("default", "a file");
    private static final String PATH = "/generations/%s/file.".formatted(ID);

    private static final String MANIFEST = "{\"shelf\":\"S-1\",\"products\":[{\"name\":\"=Cola\",\"price\":1.50}]}";
    private static final String MANIFEST_HASH = ApiKeys.hash(MANIFEST);
    private static final String READ = GenerationIds.derive("default", "a manifest");
    private static final String MANIFEST_PATH = "/generations/%s/file.".formatted(READ);

    private final Client client = Edge.client();

    @BeforeAll
    static void store() {
        Pipeline pipeline = Edge.pipeline();
        var picture = new Made("image/png", CONTENT.length(), HASH, ObjectKeys.content("default", HASH));
        var notes = new Made("text/plain; charset=utf-8", CONTENT.length(), HASH, ObjectKeys.content("default", HASH));
        var row = RowOf.of(ID, Instant.parse("2026-02-01T00:00:00Z"), "succeeded");
        Edge.service();
        pipeline.store(picture, CONTENT.getBytes(UTF_8));
        pipeline.row(row, picture, notes);
        storeManifests(pipeline);
    }

    private static void storeManifests(Pipeline pipeline) {
        var manifest = json(MANIFEST.length(), MANIFEST_HASH);
        var broken = json(CONTENT.length(), ApiKeys.hash("no json"));
        var huge = json(5 * 1024 * 1024, MANIFEST_HASH);
        pipeline.store(manifest, MANIFEST.getBytes(UTF_8));
        pipeline.store(broken, CONTENT.getBytes(UTF_8));
        pipeline.row(RowOf.of(READ, Instant.parse("2026-02-01T00:00:01Z"), "succeeded"), manifest, broken, huge);
    }

    private static Made json(long bytes, String hash) {
        return new Made("application/json", bytes, hash, ObjectKeys.content("default", hash));
    }

    @Test
    void servesTheWholeFile() {
        Answer answer = client.get(PATH + "png");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.raw().body(), UTF_8)).isEqualTo(CONTENT);
        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
        assertThat(answer.header("Content-Length")).isEqualTo("10000");
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
        assertThat(answer.header("Cache-Control")).contains("private").contains("immutable");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Disposition")).isEqualTo("inline; filename=\"%s.0.png\"".formatted(ID));
    }

    @Test
    void servesTheArtifactThatTheResourceLinksTo() {
        Answer resource = client.get("/v1/generations/" + ID);

        String second = resource.text("artifacts.1.url");

        assertThat(second).endsWith(PATH + "txt?index=1");
        assertThat(client.get(second.substring(second.indexOf("/generations"))).header("Content-Type"))
                .startsWith("text/plain");
    }

    @Test
    void servesWhatALinkShowsToWhoeverHasIt() {
        Client stranger = new Client(Edge.service().port(), Optional.empty());

        Answer shown = stranger.get(link(Instant.now(), 0));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("Content-Type")).isEqualTo("image/png");
        assertThat(new String(shown.raw().body(), UTF_8)).isEqualTo(CONTENT);
        assertThat(stranger.get(link(Instant.now(), 0), "Range", "bytes=3-6").status())
                .isEqualTo(206);
    }

    @Test
    void servesNothingByALinkThatIsOverOrWasChanged() {
        Client stranger = new Client(Edge.service().port(), Optional.empty());

        assertThat(stranger.get(link(Instant.now().minus(Duration.ofHours(2)), 0))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get(link(Instant.now(), 0).replace(".", "A.")).status())
                .isEqualTo(404);
        assertThat(stranger.get("/files/x/0.png").status()).isEqualTo(404);
    }

    private static String link(Instant given, int index) {
        return new FileLinks(Edge.SECRET, Duration.ofHours(1), InstantSource.fixed(given))
                .link("", new FileLinks.Shown("default", ID, index), "image/png");
    }

    @Test
    void servesAPart() {
        Answer middle = client.get(PATH + "png", "Range", "bytes=3-6");
        Answer end = client.get(PATH + "png", "Range", "bytes=-4");
        Answer rest = client.get(PATH + "png", "Range", "bytes=9995-");

        assertThat(middle.status()).isEqualTo(206);
        assertThat(new String(middle.raw().body(), UTF_8)).isEqualTo("3456");
        assertThat(middle.header("Content-Range")).isEqualTo("bytes 3-6/10000");
        assertThat(middle.header("Content-Length")).isEqualTo("4");
        assertThat(new String(end.raw().body(), UTF_8)).isEqualTo("6789");
        assertThat(new String(rest.raw().body(), UTF_8)).isEqualTo("56789");
    }

    @Test
    void refusesAPartThatTheFileDoesNotHave() {
        Answer answer = client.get(PATH + "png", "Range", "bytes=10000-");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */10000");
        assertThat(answer.text("error.code")).isEqualTo("range_not_satisfiable");
        assertThat(answer.header("Cache-Control")).doesNotContain("immutable");
    }

    @Test
    void servesAPartOnlyOfTheFileThatTheClientKnows() {
        Answer same = client.get(PATH + "png", "Range", "bytes=0-1", "If-Range", ETAG);
        Answer other = client.get(PATH + "png", "Range", "bytes=0-1", "If-Range", "\"other\"");

        assertThat(same.status()).isEqualTo(206);
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void sendsNothingToWhoHasItAlready() {
        Answer answer = client.get(PATH + "png", "If-None-Match", "\"x\", " + ETAG);

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.raw().body()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
    }

    @Test
    void tellsOfTheFileWithoutSendingIt() {
        Answer answer = client.send(PATH + "png", request -> request.method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("10000");
        assertThat(answer.raw().body()).isEmpty();
    }

    @Test
    void saysWhyThereIsNoSuchFile() {
        Answer type = client.get(PATH + "mp4");
        Answer index = client.get(PATH + "png?index=2");
        Answer mismatch = client.get(PATH + "png?index=1");
        Answer bad = client.get(PATH + "png?index=x");

        for (Answer missing : new Answer[] {type, index, mismatch}) {
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.text("error.message")).contains("succeeded", "2 in all");
        }
        assertThat(bad.text("error.field")).isEqualTo("index");
    }

    @Test
    void servesAManifestInAnyFormat() {
        assertThat(client.get(MANIFEST_PATH + "json").raw().body()).isEqualTo(MANIFEST.getBytes(UTF_8));
        for (String extension : List.of("yaml", "yml", "xml", "csv", "txt")) {
            Answer answer = client.get(MANIFEST_PATH + extension);

            ManifestFormat format = ManifestFormat.ofExtension(extension).orElseThrow();
            byte[] expected = Manifests.render(format, Json.MAPPER.readTree(MANIFEST));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.raw().body()).asString(UTF_8).isEqualTo(new String(expected, UTF_8));
            assertThat(answer.header("Content-Type")).isEqualToIgnoringWhitespace(format.mediaType());
            assertThat(answer.header("ETag")).isEqualTo("\"%s\"".formatted(Sha256.hex(expected)));
            assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
            assertThat(answer.header("Content-Disposition"))
                    .isEqualTo("inline; filename=\"%s.0.%s\"".formatted(READ, format.extension()));
        }
    }

    @Test
    void servesPartsAndValidatesOfAManifestInAnotherFormatToo() {
        String etag = client.get(MANIFEST_PATH + "yaml").header("ETag");

        Answer part = client.get(MANIFEST_PATH + "yaml", "Range", "bytes=0-4", "If-Range", etag);
        Answer fresh = client.get(MANIFEST_PATH + "yaml", "If-None-Match", etag);
        Answer other = client.get(MANIFEST_PATH + "csv", "If-None-Match", etag);
        Answer head = client.send(MANIFEST_PATH + "yaml", request -> request.method("HEAD", BodyPublishers.noBody()));

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.raw().body()).asString(UTF_8).isEqualTo("shelf");
        assertThat(fresh.status()).isEqualTo(304);
        assertThat(other.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo(etag);
        assertThat(head.raw().body()).isEmpty();
    }

    @Test
    void saysWhyAManifestCannotBeHadInAFormat() {
        Answer broken = client.get(MANIFEST_PATH + "yaml?index=1");
        Answer huge = client.get(MANIFEST_PATH + "csv?index=2");
        Answer picture = client.get(PATH + "yaml");

        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.text("error.code")).isEqualTo("not_convertible");
        assertThat(broken.text("error.message")).contains("no JSON");
        assertThat(huge.status()).isEqualTo(422);
        assertThat(huge.text("error.message")).contains("5242880 bytes");
        assertThat(picture.status()).isEqualTo(404);
    }

    @Test
    void saysThatItIsNotThereYet() {
        String id = client.submit("{\"input\": {\"prompt\": \"a red fox\"}}").text("id");

        Answer answer = client.get("/generations/%s/file.png".formatted(id));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("error.code")).isEqualTo("not_ready");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
}
