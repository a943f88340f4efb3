package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Heard.Answer;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What a refusal says, wherever it says it. Several vendors answer as FastAPI does: {@code detail} is a text, or a list of
 * {@code loc}, {@code msg} and {@code type}. Others have {@code message}, {@code error} or {@code title}.
 *
 * @param said  the vendor's words; empty where there are none
 * @param type  what kind of refusal it is, in the vendor's terms; empty where it names none
 * @param field the input that is wrong, such as {@code input.seed}
 */
public record Complaint(String said, String type, Optional<String> field) {
    public Complaint {
        requireNonNull(said);
        requireNonNull(type);
        requireNonNull(field);
    }

    /** What {@code answer} says. */
    public static Complaint in(Answer answer) {
        return in(answer.json());
    }

    /** What the document {@code body} says. */
    public static Complaint in(JsonNode body) {
        var detail = body.path("detail");
        if (detail.isArray()) {
            var first = detail.path(0);
            return new Complaint(
                    items(detail).map(Complaint::item).collect(Collectors.joining("; ")),
                    first.path("type").asString(""),
                    Optional.of(path(first.path("loc")))
                            .filter(path -> !path.isEmpty())
                            .map("input."::concat));
        }
        String said = Stream.of("/detail", "/detail/message", "/message", "/error/message", "/error", "/title")
                .map(place -> body.at(place).asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        return new Complaint(said, body.path("error_type").asString(""), Optional.empty());
    }

    /** Its words as far as they may be repeated to whoever asked for {@code job}. */
    public String words(String provider, Answer answer, Job job) {
        return Words.of(provider, said.isBlank() ? "status " + answer.status() : said, job.parameters());
    }

    private static String item(JsonNode item) {
        String path = path(item.path("loc"));
        String said = item.path("msg").asString("");
        return path.isEmpty() ? said : path + ": " + said;
    }

    /** {@code ["body", "images", 0, "url"]} is {@code images[0].url}. */
    private static String path(JsonNode loc) {
        var path = new StringBuilder();
        items(loc).skip(loc.path(0).asString("").equals("body") ? 1 : 0).forEach(step -> {
            if (step.isIntegralNumber()) {
                path.append('[').append(step).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.asString(""));
            }
        });
        return path.toString();
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
