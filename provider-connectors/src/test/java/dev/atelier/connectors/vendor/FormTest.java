package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How forms are made. */
class FormTest {
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void nameFilesAfterTheirPartAndType() throws IOException {
        var form = new Form().text("prompt", "x").file("image[]", new Read("image/webp", new byte[] {1}));

        assertThat(written(form))
                .contains("name=\"prompt\"\r\n\r\nx\r\n")
                .contains("name=\"image[]\"; filename=\"image.webp\"\r\nContent-Type: image/webp");
    }

    @Test
    void takeWhatNobodyHasReadUnderItsOwnName() throws Exception {
        var fields = fields("""
                {"prompt": "read before", "seed": 7, "flag": true, "style": "bold", "none": null, "mask": "object://1"}""");
        fields.text("prompt");

        assertThat(written(new Form().rest(fields)))
                .doesNotContain("read before", "none")
                .containsSubsequence("\"seed\"", "7", "\"flag\"", "true", "\"style\"", "bold", "filename=\"mask.png\"");
        assertThat(fields.failure()).isEmpty();
    }

    @Test
    void takeNoDocuments() throws InterruptedException {
        var fields = fields("{\"palette\": {}}");

        new Form().rest(fields);

        assertThat(fields.failure())
                .map(Failure::detail)
                .contains("input.palette must be text, a number or a truth value");
    }

    @ParameterizedTest
    @CsvSource({"image/png, png", "image/jpeg, jpeg", "video/mp4, mp4", "image/svg+xml, svgxml"})
    void nameFilesByTheirType(String mediaType, String ending) {
        assertThat(Form.ending(mediaType)).isEqualTo(ending);
    }

    private Fields fields(String parameters) {
        var job = Jobs.of(Capability.EDIT, parameters, 1, (_, _) -> new Read("image/png", new byte[] {1}));
        return new Fields(job, new InputReader(http.outlet()));
    }

    private static String written(Form form) throws IOException {
        var buffer = new Buffer();
        form.build().writeTo(buffer);
        return buffer.readUtf8();
    }
}
