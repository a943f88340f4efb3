package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import java.nio.file.*;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalProviderTest {
    @Test
    void makesAPicture() throws Exception {
        var provider = new LocalProvider(new LocalSettings(Optional.empty(), 1L << 30, 2));
        for (String p : new String[] {"a cat", "a smiling face", "moon", "red apple", "a red fox"}) {
            var job = Jobs.of(Capability.TEXT_TO_IMAGE, "{\"prompt\": \"" + p + "\", \"seed\": 7, \"guidance\": 4}");
            var done = provider.submit(
                    new dev.atelier.connectors.provider.Job(
                            job.generationId(),
                            job.project(),
                            job.account(),
                            job.model(),
                            "emoji-64",
                            job.capability(),
                            job.parameters(),
                            1,
                            job.deadline(),
                            job.inputs()),
                    (f, m) -> System.out.println(f + m));
            System.out.println(done);
            var ok = (Submission.Succeeded) done;
            Files.write(
                    Path.of("/tmp/" + p.replace(' ', '_') + ".png"),
                    ((Output.Content.Bytes) ok.outputs().getFirst().content()).bytes());
        }
        assertThat(provider.name()).isEqualTo("local");
    }
}
