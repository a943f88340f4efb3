package dev.atelier.ingest.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.uploads.UploadLinks.Slot;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.secrets.RootSecret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A link grants what it was made for, and for its time. */
class UploadLinksTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ID = "019b79b1-0800-7000-8000-000000000001";

    private Instant now = NOON;
    private final UploadLinks links = links("the secret of an installation, as long as that");

    private UploadLinks links(String secret) {
        var config = new UploadsConfig(
                1, 1, 1, Duration.ofHours(2), Duration.ofHours(2), Duration.ofSeconds(1), Duration.ofHours(1));
        return new UploadLinks(new RootSecret(new Secret(secret)), config, Duration.ofDays(1), () -> now);
    }

    @Test
    void takesOneFileForAnHour() {
        Slot slot = links.slot("default", ID, "a folder/fox.png");
        String token = links.token(slot);

        assertThat(links.writable(token)).contains(slot);
        assertThat(slot).isEqualTo(new Slot("default", ID, NOON.plusSeconds(3600), "fox.png"));
        now = NOON.plusSeconds(3600);
        assertThat(links.writable(token)).isEmpty();
    }

    @Test
    void showsOneFileForADay() {
        String url = links.toRead("https://atelier.example", "default", ID, "a fox.png");
        String token = url.split("/", -1)[4];

        assertThat(url).startsWith("https://atelier.example/uploads/").endsWith("/a_fox.png");
        assertThat(links.readable(token)).get().extracting(Slot::id).isEqualTo(ID);
        now = NOON.plus(Duration.ofDays(1));
        assertThat(links.readable(token)).isEmpty();
    }

    @Test
    void grantsNothingElse() {
        String toWrite = links.token(links.slot("default", ID, ""));
        String toRead = links.toRead("", "default", ID, "x").split("/", -1)[2];

        assertThat(links.readable(toWrite)).isEmpty();
        assertThat(links.writable(toRead)).isEmpty();
        assertThat(links.writable(toWrite.replaceFirst("^.", "A"))).isEmpty();
        assertThat(links("another secret of the same length, or so").writable(toWrite))
                .isEmpty();
    }

    @Test
    void namesAFileSoThatItCanBeShown() {
        assertThat(Names.clean("C:\\pictures\\a fox\r\n.png")).isEqualTo("a fox.png");
        assertThat(Names.clean("../../etc/\u202epasswd\u0000")).isEqualTo("passwd");
        assertThat(Names.clean("x".repeat(300))).hasSize(255);
        assertThat(Names.clean("folder/")).isEmpty();
    }
}
