package dev.atelier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.TopicSettings;
import dev.atelier.schemas.Topics;
import dev.atelier.schemas.testing.InMemoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DispatchTopologyTest {
    /** A changed name loses the state that is kept under it, so a change must be seen and meant. */
    @Test
    void isAsTheGoldenFileDescribes() throws IOException {
        var topics = new Topics(new EventSerdes(new InMemoryRegistry()), TopicSettings.SINGLE_BROKER);

        String description = DispatchDriver.topology(topics).describe().toString();

        // To be copied over the golden file when the change is meant.
        Files.writeString(Path.of("target/topology.txt"), description);
        Path golden = Path.of("src/test/resources/dev/atelier/dispatch/topology.txt");
        assertThat(description).isEqualTo(Files.readString(golden));
    }
}
