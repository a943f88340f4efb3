package org.example.easel;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page shows this code and no other: each block names the file that it is taken from. */
class PageTest {
    private static final Path PAGE = Path.of("../../adding-a-provider.md");
    /** {@code <!-- src/X.java -->}, or {@code <!-- src/X.java: method -->} for a part of it. */
    private static final Pattern BLOCK =
            Pattern.compile("<!-- (\\S+?)(: [^>]*)? -->\\n```\\w+\\n(.*?)```\\n", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> showsWhatIsInTheFile() {
        return BLOCK.matcher(read(PAGE))
                .results()
                .map(block -> DynamicTest.dynamicTest(
                        block.group(1),
                        () -> assertThat(source(block))
                                .as("what the page takes from %s", block.group(1))
                                .contains(withoutIndent(block.group(3)))));
    }

    @Test
    void showsNothingThatIsNowhere() {
        long blocks = Pattern.compile("^```(java|xml|yaml)$", Pattern.MULTILINE)
                .matcher(read(PAGE))
                .results()
                .count();

        assertThat(BLOCK.matcher(read(PAGE)).results().count())
                .isEqualTo(blocks)
                .isPositive();
    }

    /** Without indentation, as parts of a file have another on the page. */
    private static String source(MatchResult block) {
        return withoutIndent(read(Path.of(block.group(1))));
    }

    private static String withoutIndent(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
