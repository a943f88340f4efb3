package dev.atelier.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.feed.Subject;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.secrets.RootSecret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventLinksTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final RootSecret SECRET = new RootSecret(new Secret("the secret of links that are only tested"));

    private Instant now = NOON;
    private final EventLinks links = new EventLinks(SECRET, Duration.ofHours(1), () -> now);

    @Test
    void showsTheOneGenerationItWasMadeFor() {
        String token = links.token("demo", "g-1");

        assertThat(links.shown(token)).contains(new Subject.OfGeneration("demo", "g-1"));
        assertThat(links.link("https://atelier.test", "demo", "g-1")).isEqualTo("https://atelier.test/events/" + token);
    }

    @Test
    void showsNothingOnceItsTimeIsOver() {
        String token = links.token("demo", "g-1");

        now = NOON.plus(Duration.ofHours(1));

        assertThat(links.shown(token)).isEmpty();
    }

    @Test
    void showsNothingThatItDidNotMake() {
        var another = new RootSecret(new Secret("another secret of links that are only tested"));
        String foreign = new EventLinks(another, Duration.ofHours(1), () -> now).token("demo", "g-1");

        assertThat(links.shown(foreign)).isEmpty();
        assertThat(links.shown("no token")).isEmpty();
        assertThat(links.shown(links.token("demo", "g-1") + "A")).isEmpty();
    }
}
