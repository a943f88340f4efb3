package dev.atelier.cli.deadletters;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code atelier dlq show}: what is known of one dead letter, and what it says. */
@Command(name = "show", sortOptions = false, description = "Shows a dead letter: its cause, its source, what it says.")
final class DlqShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "The dead letter's id, such as 0-17.")
    private String id = "";

    @Option(names = "--json", description = "Print the dead letter as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    DlqShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var letter = server.connect(surroundings).deadLetter(id);
        if (json) {
            surroundings.terminal().print(letter);
        } else {
            print(letter);
        }
        return ExitCode.OK.status();
    }

    private void print(JsonNode letter) {
        line("id", letter.path("id").asString(""));
        line("at", letter.path("at").asString(""));
        line("from", LetterText.source(letter));
        line("cause", LetterText.cause(letter));
        LetterText.text(letter.path("cause"), "exception").ifPresent(exception -> line("exception", exception));
        LetterText.text(letter.path("cause"), "service").ifPresent(service -> line("service", service));
        LetterText.text(letter.path("cause"), "redrivenFrom").ifPresent(before -> line("was", before));
        LetterText.text(letter, "key").ifPresent(key -> line("key", key));
        letter.path("headers").forEach(header -> line("header", header(header)));
        printRedrive(letter.path("redriven"));
        printContent(letter.path("content"));
    }

    private static String header(JsonNode header) {
        return "%s: %s"
                .formatted(
                        header.path("name").asString(""), header.path("value").asString(""));
    }

    private void printRedrive(JsonNode redriven) {
        if (redriven.isObject()) {
            line(
                    "put back",
                    "%s at %s by %s"
                            .formatted(
                                    LetterText.source(Json.object().set("source", redriven)),
                                    redriven.path("at").asString(""),
                                    redriven.path("by").asString("")));
        }
    }

    private void printContent(JsonNode content) {
        LetterText.text(content, "schema").ifPresent(schema -> line("event", schema));
        if (content.path("event").isObject()) {
            surroundings.terminal().print(content.path("event"));
        }
        LetterText.text(content, "base64").ifPresent(base64 -> line("base64", base64));
    }

    private void line(String name, String value) {
        surroundings.terminal().print("%-9s %s".formatted(name, value));
    }
}
