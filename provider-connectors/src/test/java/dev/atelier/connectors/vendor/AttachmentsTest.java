package dev.atelier.connectors.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.vendor.Attachments.Attached;
import dev.atelier.connectors.vendor.Attachments.Carried;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How files get into a request. */
class AttachmentsTest {
    private static final String PARAMETERS = """
            {"prompt": "object lesson", "image": "object://a", "more": [{"image": "data:image/png;base64,AA=="}, 1],
             "url": "https://files.test/x.png", "none": null}""";

    @Test
    void standForTheFilesWhereverTheyAre() throws InterruptedException {
        var attached =
                Attachments.attach(job(), (field, file) -> new Carried.As(field + " of " + file.content().length));

        assertThat(attached)
                .isInstanceOfSatisfying(
                        Attached.Parameters.class,
                        parameters -> assertThat(parameters.values()).isEqualTo(Json.MAPPER.readTree("""
                        {"prompt": "object lesson", "image": "image of 3", "more": [{"image": "more[0].image of 3"}, 1],
                         "url": "https://files.test/x.png", "none": null}""")));
    }

    @Test
    void leaveTheJobAsItIs() throws InterruptedException {
        var job = job();

        Attachments.attach(job, (_, _) -> new Carried.As("x"));

        assertThat(job.parameters()).isEqualTo(Json.MAPPER.readTree(PARAMETERS));
    }

    @Test
    void endWithTheFirstThatDoesNotGetThere() throws InterruptedException {
        assertThat(Attachments.attach(job(), (field, _) -> new Carried.Lost(new Failure.Unavailable(field))))
                .isEqualTo(new Attached.Missing(new Failure.Unavailable("image")));
    }

    @Test
    void endWithTheFirstThatCannotBeRead() throws InterruptedException {
        var gone = new Failure.InvalidRequest("gone", Optional.of("input.image"));
        var job = Jobs.of(Capability.IMAGE_TO_IMAGE, PARAMETERS, 1, (_, _) -> new InputFile.Unreadable(gone));

        assertThat(Attachments.attach(job, (_, file) -> Attachments.asDataUri(file)))
                .isEqualTo(new Attached.Missing(gone));
    }

    @Test
    void areDataUrisByTheirContent() {
        assertThat(Attachments.asDataUri(new InputFile.Read("image/webp", new byte[] {1, 2, 3})))
                .isEqualTo(new Carried.As("data:image/webp;base64,AQID"));
    }

    private static Job job() {
        return Jobs.of(
                Capability.IMAGE_TO_IMAGE, PARAMETERS, 1, (_, _) -> new InputFile.Read("image/png", new byte[3]));
    }
}
