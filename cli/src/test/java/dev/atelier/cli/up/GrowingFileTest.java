package dev.atelier.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFileTest {
    @TempDir
    Path folder;

    @Test
    void givesEachLineOnceAndOnlyWhenItIsWhole() throws IOException {
        var file = Files.writeString(folder.resolve("log"), "one\ntwö\nthr");
        var growing = new GrowingFile(file);

        var first = growing.newLines();
        var second = growing.newLines();
        Files.writeString(file, "ee\n", StandardOpenOption.APPEND);
        var third = growing.newLines();

        assertThat(first).containsExactly("one", "twö");
        assertThat(second).isEmpty();
        assertThat(third).containsExactly("three");
    }
}
