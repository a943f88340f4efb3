package dev.atelier.ingest.uploads;

import static dev.atelier.ingest.testing.PngFiles.png;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Uploads.Incoming;
import dev.atelier.ingest.uploads.Uploads.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a project's clients brought, page by page, and what they said of it. */
class UploadListTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String SAID = "{\"animal\":\"Füchsin\"}";
    private static final UploadsConfig CONFIG = new UploadsConfig(
            1000, 100, 3, Duration.ofHours(1), Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Memory memory = new Memory();
    private Instant now = NOON;
    private final Uploads uploads = new Uploads(new Intake(memory, CONFIG), memory, memory, CONFIG, () -> now);

    @Test
    void isInPagesFromTheNewestOn() throws IOException {
        Stored first = bring("default");
        Stored second = bring("default");
        Stored third = bring("default");
        Stored foreign = bring("other");

        Page newest = uploads.list("default", Uploads.LATEST, 2);
        Page rest = uploads.list("default", newest.next().orElseThrow(), 2);

        assertThat(newest.uploads()).containsExactly(third, second).doesNotContain(foreign);
        assertThat(rest).isEqualTo(new Page(List.of(first), Optional.empty()));
    }

    @Test
    void hasNothingThatIsOverOrForgotten() throws IOException {
        Stored old = bring("default");
        Stored forgotten = bring("default");
        Stored kept = bring("default");

        uploads.delete("default", forgotten.id());
        now = old.expiresAt();

        assertThat(uploads.list("default", Uploads.LATEST, 10).uploads()).containsExactly(kept);
    }

    @Test
    void keepsWhatTheClientSaysOfAFile() throws IOException {
        Stored brought = bring("default");

        assertThat(brought.notes().name()).isEqualTo("fox.png");
        assertThat(brought.notes().said("metadata")).contains(SAID);
        assertThat(brought.notes().said("purpose")).isEmpty();
        assertThat(Upload.begunAt(brought.id())).contains(now);
    }

    private Stored bring(String project) throws IOException {
        now = now.plusMillis(1);
        var notes = Notes.saying("a/fox.png", "metadata", SAID);
        return uploads.store(project, uploads.reserve(), new Incoming(notes, new ByteArrayInputStream(png(1)), "file"));
    }
}
