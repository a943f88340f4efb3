package dev.atelier.connectors.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How input files are read, wherever they are. */
class InputReaderTest {
    private final ScriptedVendor web = new ScriptedVendor();
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(
            Duration.ofSeconds(5),
            List.of(
                    "127.0.0.1:" + web.url("/").port(),
                    "localhost:" + web.url("/").port())));
    private final InputReader reader = new InputReader(http.outlet());

    @AfterEach
    void stop() {
        http.close();
        web.close();
    }

    @Test
    void readsWhatIsOursAsTheJobDoes() throws InterruptedException {
        assertThat(said(reader.read(job(), "image", "object://a"))).isEqualTo("image: object://a");
        assertThat(said(reader.read(job(), "image", "data:image/png;base64,AA==")))
                .startsWith("image: data:");
    }

    @Test
    void fetchesWhatIsBehindAUrlAndHasTheJobLookAtIt() throws InterruptedException {
        web.on("GET /a.png", ScriptedVendor.bytes(new byte[] {1, 2}));

        assertThat(said(reader.read(job(), "image", web.url("/a.png").toString())))
                .isEqualTo("image: data:application/octet-stream;base64,AQI=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | InvalidRequest | input.image is a URL that answers with status 404",
                "403 | InvalidRequest | input.image is a URL that answers with status 403",
                "429 | Unavailable | An input could not be fetched from its URL.",
                "503 | Unavailable | An input could not be fetched from its URL.",
            })
    void tellsAWrongUrlFromOneThatIsDown(int status, String kind, String detail) throws InterruptedException {
        web.on("GET /a.png", ScriptedVendor.json(status, "{}"));

        var failure = failure(reader.read(job(), "image", web.url("/a.png").toString()));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1/a.png, input.image is a URL whose host has no public address",
        "ftp://files.test/a, 'input.image must be an object reference, a data URI or a URL'",
    })
    void goesNowhereThatIsNotPublic(String url, String detail) throws InterruptedException {
        assertThat(failure(reader.read(job(), "image", url)))
                .isEqualTo(new Failure.InvalidRequest(detail, Optional.of("input.image")));
    }

    private static Job job() {
        return Jobs.of(
                Capability.EDIT,
                "{}",
                1,
                (field, reference) -> new InputFile.Read("text/plain", (field + ": " + reference).getBytes(UTF_8)));
    }

    private static String said(InputFile file) {
        return new String(((InputFile.Read) file).content(), UTF_8);
    }

    private static Failure failure(InputFile file) {
        return ((InputFile.Unreadable) file).failure();
    }
}
