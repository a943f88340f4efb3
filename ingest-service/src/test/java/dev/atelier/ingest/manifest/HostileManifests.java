package dev.atelier.ingest.manifest;

import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Manifests by chance, made of what formats stumble over. */
final class HostileManifests {
    /** Words, with spaces between them. */
    private static final String WORDS = """
            no No NO yes y n on off true True false null Null ~ none 0 -0 007 0x1F 0o7 0b1 1_000 12:30:45 190:20:30 1e3 1E+2 1. .5
            +1 -1 - -- --- ... : a: # &a *a !a !!str % @ ` | > << = ? .inf .nan NaN Infinity 2026-01-01 2026-01-01T00:00:00Z
            =1+1 +1+1 -1+1 @SUM(A1) \uFF1D1+1 \uFF0B1 '=1 =cmd|'/C_calc'!A0 , ; " "" "a ' a,b a"b \\ \\n \\u0000 {} [] { [ [1 {"a":1}
            < > & &amp; &#0; ]]> <![CDATA[ <!-- --> <?xml?> <a/> \0 \1 \7 \b \33[31m \177 \uFEFF \uFEFFa \uFFFE \uFFFF \uFFFD
            \uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 e\u0301 \u202Eabc \u05D0\u05D1 \u0627\u0628 \u200B \u4F60\u597D
            \uD835\uDD4F {{a}} {{#a}} $ $.a a.b . .. a. .a a[] [].a a[].b manifest item entry type key key-json xml xmlns XMLa a:b 1a
            -a \u00E4 constructor __proto__""";

    /** Texts with other white space in them, with bars between them. */
    private static final String SPACED =
            "| |  |\t|\n|\r|\r\n|\f|a\n|\n a|a\n\n  b\n| a|a |\u00A0a|a\u3000|a b|\t=1|\r=1|\n=1| =1|- a|? a|a: b|a #b|\u0085|\u2028";

    private static final List<String> STRINGS = Stream.of(
                    Stream.of(WORDS.split("[ \n]", -1)),
                    Stream.of(SPACED.split("[|]", -1)),
                    Stream.of("x".repeat(2000), "\uD83D\uDE00".repeat(600), "a ".repeat(700), "\"".repeat(300)))
            .flatMap(strings -> strings)
            .toList();

    private static final List<String> NUMBERS = List.of("""
            0 1 -1 10 100 2147483647 2147483648 -2147483649 9223372036854775807 9223372036854775808 -9223372036854775809
            123456789012345678901234567890123456789012345678901234567890 0.0 0.1 1.0 1.00 -0.5 100.0 1e2 1E+2 1.5e3 1e-7 1E400
            -1.25e-400 0e5 0E-10 3.14159265358979323846264338327950288419716939937510 1e308 5e-324 12345678901234567.125""".split("[ \n]", -1));

    private final RandomGenerator random;

    HostileManifests(RandomGenerator random) {
        this.random = random;
    }

    /** Mostly an object, as schemas have it. */
    JsonNode next() {
        return random.nextInt(10) < 7 ? object(4) : value(4);
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0, 1, 2 -> StringNode.valueOf(string());
            case 3 -> JsonText.read(pick(NUMBERS));
            case 4 -> Json.MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
            case 5 -> Json.MAPPER.nullNode();
            case 6 -> object(depth);
            case 7 -> array(depth);
            default -> rows(depth);
        };
    }

    private ObjectNode object(int depth) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        IntStream.range(0, random.nextInt(5)).forEach(_ -> object.set(string(), value(depth - 1)));
        return object;
    }

    private ArrayNode array(int depth) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        IntStream.range(0, random.nextInt(4)).forEach(_ -> array.add(value(depth - 1)));
        return array;
    }

    /** Objects that have most names in common. */
    private ArrayNode rows(int depth) {
        List<String> names = IntStream.range(0, 3).mapToObj(_ -> string()).toList();
        ArrayNode rows = Json.MAPPER.createArrayNode();
        IntStream.range(0, random.nextInt(4)).forEach(_ -> {
            ObjectNode row = rows.addObject();
            names.stream().filter(_ -> random.nextInt(4) > 0).forEach(name -> row.set(name, value(depth - 2)));
        });
        return rows;
    }

    private String string() {
        return switch (random.nextInt(8)) {
            case 0 -> pick(STRINGS) + pick(STRINGS);
            case 1 -> characters(random.nextInt(12), 0x11_0000);
            case 2 -> characters(random.nextInt(12), 0x80);
            default -> pick(STRINGS);
        };
    }

    private String characters(int length, int bound) {
        return IntStream.range(0, length)
                .map(_ -> random.nextInt(bound))
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
