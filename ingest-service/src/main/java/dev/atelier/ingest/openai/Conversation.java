package dev.atelier.ingest.openai;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.uploads.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What was said, with the pictures that were shown, as one question to a model. For one thread. */
final class Conversation {
    private static final String USER = "user";

    private final List<String> rules = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final List<String> pictures = new ArrayList<>();
    private Optional<String> detail = Optional.empty();

    private record Said(String role, String text) {}

    /** Somebody said {@code content}: text, or a list of parts. {@code path} names it in errors. */
    void add(String role, JsonNode content, String path) {
        String text = content.isString() ? content.asString() : parts(content, path);
        switch (role) {
            case "system", "developer" -> rules.add(text);
            case USER, "assistant" -> said.add(new Said(role, text));
            default ->
                throw RefusedException.invalid(
                        path, "%s must be said by system, developer, user or assistant".formatted(path));
        }
    }

    /** What the model is always to heed. */
    void rule(String text) {
        rules.add(text);
    }

    /** What the model is always to heed; empty where there is nothing. */
    String rules() {
        return String.join("\n\n", rules);
    }

    /** The question: the one thing that was said, or all that was said, with who said it. */
    String prompt() {
        if (said.size() == 1 && said.getFirst().role().equals(USER)) {
            return said.getFirst().text();
        }
        return said.stream()
                .map(each -> "%s: %s".formatted(each.role(), each.text()))
                .collect(Collectors.joining("\n\n"));
    }

    /** The pictures: URLs, data URIs or references of objects. */
    List<String> pictures() {
        return List.copyOf(pictures);
    }

    /** How closely to look. */
    Optional<String> detail() {
        return detail;
    }

    private String parts(JsonNode content, String path) {
        if (!content.isArray()) {
            throw RefusedException.invalid(path, "%s must be text or a list of parts".formatted(path));
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            String place = "%s[%d]".formatted(path, i);
            switch (part.path("type").asStringOpt().orElse("")) {
                case "text", "input_text", "output_text" -> texts.add(text(part.path("text"), place + ".text"));
                case "image_url" -> picture(part.path("image_url"), place + ".image_url");
                case "input_image" -> picture(part, place);
                default -> throw RefusedException.invalid(place, "%s must be text or a picture".formatted(place));
            }
        }
        return String.join("\n", texts);
    }

    /** {@code holder} has the address under {@code url} or {@code image_url}, or names a file by {@code file_id}. */
    private void picture(JsonNode holder, String path) {
        String name = Stream.of("url", "file_id")
                .filter(one -> holder.hasNonNull(one))
                .findFirst()
                .orElse("image_url");
        String named = text(holder.path(name), "%s.%s".formatted(path, name));
        pictures.add(name.equals("file_id") ? Upload.SCHEME + named : named);
        JsonNode look = holder.path("detail");
        if (look.isString() && !look.asString().equals("auto")) {
            detail = Optional.of(look.asString());
        }
    }

    private static String text(JsonNode node, String path) {
        return node.asStringOpt()
                .orElseThrow(() -> RefusedException.invalid(path, "%s must be given, as text".formatted(path)));
    }
}
