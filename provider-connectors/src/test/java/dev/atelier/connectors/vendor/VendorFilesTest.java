package dev.atelier.connectors.vendor;

import static dev.atelier.connectors.vendor.ScriptedVendor.bytes;
import static dev.atelier.connectors.vendor.ScriptedVendor.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.account.AccountRules;
import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.connectors.vendor.VendorFiles.Brought;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How outputs are brought. */
class VendorFilesTest {
    private static final Job JOB = Jobs.of(Capability.TEXT_TO_IMAGE, "{}");

    private final ScriptedVendor vendor = new ScriptedVendor();
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(5), List.of()));
    private final VendorFiles files = new VendorFiles(
            new VendorApi(
                    new ProviderContext(new ProviderSettings("acme", Map.of()), http, new Accounts(Map.of())),
                    new AccountRules("acme", vendor.url("/v1"), "ACME_KEY", false),
                    Authorization.scheme("Bearer")),
            Duration.ofMillis(1));

    @AfterEach
    void stop() {
        http.close();
        vendor.close();
    }

    @Test
    void comeInTheirOrderFromWhereverTheyAre() throws Exception {
        vendor.on("GET /a", bytes(new byte[] {1}));

        var brought = (Brought.All)
                files.bring(JOB, List.of(vendor.url("/a?signature=s").toString(), "data:image/png;base64,Ag=="));

        assertThat(brought.outputs()).hasSize(2);
        var path = ((Output.Content.TemporaryFile) brought.outputs().getFirst().content()).path();
        assertThat(Files.readAllBytes(path)).containsExactly(1);
        Files.delete(path);
        assertThat(((Output.Content.Bytes) brought.outputs().getLast().content()).bytes())
                .containsExactly(2);
    }

    @Test
    void areAskedForAgainWhenTheyDoNotComeAtOnce() throws Exception {
        vendor.on("GET /a", json(503, ""), json(500, ""), bytes(new byte[] {1}));

        var brought = (Brought.All) files.bring(JOB, List.of(vendor.url("/a").toString()));

        Files.delete(
                ((Output.Content.TemporaryFile) brought.outputs().getFirst().content()).path());
    }

    @Test
    void areMissingForNowWhenTheyDoNotCome() throws InterruptedException {
        vendor.on("GET /a", json(503, ""));

        assertThat(files.bring(JOB, List.of(vendor.url("/a").toString())))
                .isEqualTo(new Brought.Missing(new Failure.Uncertain("An output could not be fetched.")));
        assertThat(vendor.heard("GET /a")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no url",
                "/relative",
                "ftp://files.test/x",
                "http://127.0.0.2:1/x",
                "https://169.254.169.254/x",
                "data:image/png,plain"
            })
    void areMalformedWhereNoneCanBe(String reference) throws InterruptedException {
        assertThat(files.bring(JOB, List.of(reference)))
                .isInstanceOfSatisfying(
                        Brought.Missing.class,
                        missing -> assertThat(missing.failure()).isInstanceOf(Failure.MalformedReply.class));
    }

    @Test
    void areAllGoneWhenOneIs() throws InterruptedException, IOException {
        byte[] content = UUID.randomUUID().toString().getBytes(UTF_8);
        vendor.on("GET /a", bytes(content));

        assertThat(files.bring(
                        JOB,
                        List.of(vendor.url("/a").toString(), vendor.url("/gone").toString())))
                .isEqualTo(new Brought.Missing(
                        new Failure.MalformedReply("An output is not where the vendor says: 404.")));
        assertThat(fetched(content)).isEmpty();
    }

    /** The temporary files that hold {@code content}, among whatever other processes have there. */
    private static List<Path> fetched(byte[] content) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var temporary = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "*.fetched")) {
            for (Path file : temporary) {
                try {
                    if (Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content)) {
                        found.add(file);
                    }
                } catch (NoSuchFileException e) {
                    // Somebody else's, and gone by now.
                }
            }
        }
        return found;
    }
}
