package dev.atelier.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cli.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    @TempDir
    Path folder;

    private RunFile run;

    @BeforeEach
    void makesTheFile() {
        run = new RunFile(new DataFolder(folder));
    }

    @Test
    void namesTheProcessThatClaimedTheFolder() throws IOException {
        run.claim();

        assertThat(run.running()).contains(ProcessHandle.current());
        assertThat(folder.resolve("run/atelier.pid"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void namesNobodyBeforeAndAfter() throws IOException {
        var before = run.running();
        run.claim();
        run.release();

        assertThat(before).isEmpty();
        assertThat(run.running()).isEmpty();
    }

    @Test
    void anotherProcessThatGotTheSameIdIsNotOurs() throws IOException {
        run.claim();
        Files.writeString(folder.resolve("run/atelier.started"), "1577836800000");

        assertThat(run.running()).isEmpty();
    }

    @Test
    void aFileThatWasCutShortNamesNobody() throws IOException {
        run.claim();
        Files.writeString(folder.resolve("run/atelier.started"), "");

        assertThat(run.running()).isEmpty();
    }
}
