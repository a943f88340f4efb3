package dev.atelier.ingest.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Every example in {@code docs/manifests.md} is what is written of the JSON before it in its section, or of the first. */
class ManifestsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/manifests.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+)\\n(.*?)^```$|^## ");

    private JsonNode first = MissingNode.getInstance();
    private JsonNode manifest = MissingNode.getInstance();
    private String template = "";

    @Test
    void showsWhatIsWritten() throws IOException {
        String document = Files.readString(DOCUMENT);

        String written = BLOCK.matcher(document).replaceAll(block -> Matcher.quoteReplacement(block(block)));

        assertThat(document).isEqualTo(written);
    }

    private String block(MatchResult block) {
        return switch (block.group(1)) {
            case null -> {
                manifest = first;
                yield block.group();
            }
            case "json" -> {
                manifest = JsonText.read(block.group(2));
                first = first.isMissingNode() ? manifest : first;
                yield block.group();
            }
            case "mustache" -> {
                template = block.group(2);
                yield block.group();
            }
            case "text" -> "```text\n%s```".formatted(text());
            default -> "```%s\n%s```".formatted(block.group(1), rendered(block.group(1)));
        };
    }

    private String rendered(String word) {
        ManifestFormat format = ManifestFormat.of(word).orElseThrow();
        byte[] rendered = Manifests.render(format, manifest);
        assertThat(Manifests.parse(format, rendered)).isEqualTo(manifest);
        return new String(rendered, UTF_8).replace("\r\n", "\n");
    }

    private String text() {
        byte[] rendered = template.isEmpty()
                ? Manifests.render(ManifestFormat.TEXT, manifest)
                : Manifests.render(TextTemplate.of(template), manifest);
        return new String(rendered, UTF_8);
    }
}
