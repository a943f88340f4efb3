package dev.atelier.ingest.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.ingest.fuzz.Wire.Call;
import dev.atelier.ingest.fuzz.Wire.Reply;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Makes calls by chance from the description of the API: as it says, or with one thing wrong. Used by one thread. */
final class Calls {
    private static final List<String> ODD_BODIES = List.of(
            "{",
            "null",
            "{\"prompt\": \"\\ud800\"}",
            "[]",
            "{} {}",
            "{\"a\": 1, \"a\": 2}",
            "[".repeat(3_000),
            "{\"input\":".repeat(600),
            ("{\"seed\": " + "9".repeat(2_000) + "}"),
            "{\"prompt\": \"\u00e9\u00ff\"}",
            "\u00ef\u00bb\u00bf{}",
            "\u0000\u0001\u00ff",
            ("{\"prompt\": \"" + "x".repeat(1_100_000) + "\"}"),
            "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na fox\r\n--x--\r\n",
            "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nnone\r\n--x--\r\n",
            "--x\r\nContent-Disposition: form");

    /** What admins may change. */
    static final List<String> OWN_NAMES = List.of("fuzz-1", "fuzz-2");

    private final RandomGenerator random;
    private final Values values;
    private final Map<String, List<String>> ids = new HashMap<>();

    Calls(RandomGenerator random, Values values) {
        this.random = random;
        this.values = values;
    }

    /** One thing that is wrong with a call. */
    enum Twist {
        NOTHING,
        VALUE,
        BODY,
        PATH,
        QUERY,
        HEADER
    }

    /** An operation of the description. */
    record Operation(String method, String path, JsonNode node) {
        String scope() {
            return node.path("security").path(0).path("apiKey").path(0).asString("");
        }

        boolean isStream() {
            JsonNode content = node.at("/responses/200/content");
            return content.has("text/event-stream") && content.size() == 1;
        }

        /** What the paths begin with of all that deals with the same things. */
        private String family() {
            int place = path.indexOf("/{");
            return place < 0 ? path : path.substring(0, place);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A call of {@code operation}, wrong by {@code twist}, with {@code key}. */
    Call make(Operation operation, Twist twist, String key) {
        List<String> headers = new ArrayList<>(List.of("x-api-key: " + key));
        String body = body(operation, twist, headers);
        String target = path(operation, twist) + query(operation, twist, headers);
        if (twist == Twist.HEADER) {
            String odd = pick(Odd.HEADERS);
            String name = odd.substring(0, odd.indexOf(':') + 1).toLowerCase(Locale.ROOT);
            headers.removeIf(header -> header.toLowerCase(Locale.ROOT).startsWith(name));
            headers.add(odd);
        }
        return new Call(operation.isStream() ? "HEAD" : operation.method(), target, headers, body);
    }

    /** Notes what {@code operation} has made, so that later calls find it. */
    void learn(Operation operation, Reply reply) {
        if (operation.method().equals("POST") && reply.status() < 300 && reply.isJson()) {
            JsonNode answer = reply.json();
            JsonNode id = answer.path(answer.has("request_id") ? "request_id" : "id");
            if (id.isString()) {
                ids.computeIfAbsent(operation.family(), _ -> new ArrayList<>()).add(id.asString());
            }
        }
    }

    private String body(Operation operation, Twist twist, List<String> headers) {
        var contents = List.copyOf(operation.node().at("/requestBody/content").properties());
        if (contents.isEmpty()) {
            return twist == Twist.BODY ? "{}" : "";
        }
        var content = random.nextInt(3) == 0 ? pick(contents) : contents.getFirst();
        headers.add("Content-Type: "
                + switch (content.getKey()) {
                    case "multipart/form-data" -> "multipart/form-data; boundary=x";
                    case "*/*" -> "image/png";
                    default -> content.getKey();
                });
        if (twist == Twist.BODY) {
            return pick(ODD_BODIES);
        }
        JsonNode media = content.getValue();
        if (media.at("/schema/format").asString("").equals("binary")) {
            return "fox";
        }
        boolean asShown = media.has("example") && random.nextBoolean();
        JsonNode body = asShown ? media.path("example") : values.of(media.path("schema"));
        JsonNode sent = twist == Twist.VALUE ? values.bent(body) : body;
        return content.getKey().equals("multipart/form-data") ? form(sent) : bytes(sent.toString());
    }

    private static String form(JsonNode fields) {
        var form = new StringBuilder();
        fields.properties()
                .forEach(field -> form.append("--x\r\nContent-Disposition: form-data; name=\"")
                        .append(field.getKey().replaceAll("[\"\\r\\n]", ""))
                        .append(field.getKey().equals("image") ? "\"; filename=\"a.png" : "")
                        .append("\"\r\n\r\n")
                        .append(field.getValue().asString(field.getValue().toString()))
                        .append("\r\n"));
        return bytes(form.append("--x--\r\n").toString());
    }

    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private String path(Operation operation, Twist twist) {
        String path = operation.path();
        for (JsonNode parameter : parameters(operation, "path")) {
            String name = parameter.path("name").asString();
            path = path.replace("{%s}".formatted(name), twist == Twist.PATH ? pick(Odd.PARTS) : part(operation, name));
        }
        return twist == Twist.PATH && random.nextInt(4) == 0 ? path + pick(Odd.ENDS) : path;
    }

    /** What stands at {@code name} of the path. Nothing that other tests have may be changed by an admin. */
    private String part(Operation operation, String name) {
        List<String> known = ids.getOrDefault(operation.family(), List.of());
        if (operation.scope().equals("admin") || name.equals("project")) {
            return pick(OWN_NAMES);
        }
        if (!known.isEmpty() && name.equals("id")) {
            return pick(known);
        }
        return switch (name) {
            case "owner" -> "studio";
            case "name" -> "all";
            case "ext" -> "png";
            case "path" ->
                pick(List.of("studio/all", "studio/all/requests/%s/status", "studio/all/requests/%s"))
                        .formatted(known.isEmpty() ? "none" : pick(known));
            default -> encoded(values.word());
        };
    }

    private String query(Operation operation, Twist twist, List<String> headers) {
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : parameters(operation, "query")) {
            if (random.nextInt(3) == 0) {
                query.add(parameter.path("name").asString() + "=" + encoded(text(parameter)));
            }
        }
        for (JsonNode parameter : parameters(operation, "header")) {
            if (parameter.path("required").asBoolean() || random.nextInt(3) == 0) {
                headers.add(parameter.path("name").asString() + ": "
                        + text(parameter).replaceAll("[\\r\\n]", ""));
            }
        }
        if (twist == Twist.QUERY) {
            query.add(pick(Odd.QUERIES));
        }
        return query.isEmpty() ? "" : "?" + String.join("&", query);
    }

    private String text(JsonNode parameter) {
        JsonNode value = values.of(parameter.path("schema"));
        return value.asString(value.toString());
    }

    private static List<JsonNode> parameters(Operation operation, String place) {
        return operation
                .node()
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals(place))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** What is to be wrong with the next call; with many nothing is. */
    Twist twist() {
        return random.nextInt(3) == 0 ? Twist.NOTHING : pick(Arrays.asList(Twist.values()));
    }

    /** One of {@code all}. */
    <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
