package org.example.easel;

import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderJars;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.VendorRig;
import dev.atelier.event.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it was built, in a folder of providers: the connectors find what is in it, and it works. */
class EaselJarIT {
    private static final Path JAR = Path.of(System.getProperty("easel.jar"));

    @TempDir
    private Path folder;

    @Test
    void isFoundInTheFolderAndRuns() throws IOException, InterruptedException {
        Files.copy(JAR, folder.resolve("easel.jar"));

        try (var jars = ProviderJars.in(folder);
                var rig = new VendorRig(requireNonNull(jars.factories().get("easel")))) {
            rig.vendor.on("POST /v1/paintings", json(202, "{\"id\": \"p-1\"}"));

            var provider = rig.provider("/v1", Map.of("varnish", "gloss"));
            var job = Jobs.at("linen", Capability.TEXT_TO_IMAGE, "{\"prompt\": \"a red fox\"}");

            assertThat(provider.submit(job, (_, _) -> {}))
                    .isInstanceOfSatisfying(
                            Submission.Pending.class,
                            pending -> assertThat(pending.providerRequestId()).isEqualTo("p-1"));
            assertThat(jars.factories().values().stream().filter(jars::bring)).hasSize(1);
        }
    }

    @Test
    void isNowhereElse() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("org.example.easel.EaselFactory"));
    }
}
