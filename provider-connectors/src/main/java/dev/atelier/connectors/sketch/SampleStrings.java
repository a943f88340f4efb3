package dev.atelier.connectors.sketch;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Makes texts that a schema allows. */
final class SampleStrings {
    private static final int LONGEST = 10_000;
    private static final List<String> WORDS = List.of(
            "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "iris", "juniper", "kestrel",
            "lantern", "meadow", "north", "opal", "pebble", "quartz", "river", "summit", "tundra", "umber", "violet",
            "willow", "yarrow", "zephyr");

    private SampleStrings() {}

    static Optional<String> of(ObjectNode rules, long choice) {
        int least = Math.min(rules.path("minLength").asInt(0), LONGEST);
        int most = rules.path("maxLength").asInt(LONGEST);
        if (rules.path("pattern").isString()) {
            return PatternSample.of(rules.get("pattern").asString(), least, most, choice);
        }
        return formatted(rules.path("format").asString(""), choice).or(() -> Optional.of(words(least, most, choice)));
    }

    /** A text of a known format; the validator judges whether its length fits. */
    private static Optional<String> formatted(String format, long choice) {
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(Math.floorMod(choice, 700));
        String word = word(choice);
        int number = Math.floorMod(choice, 200) + 1;
        return Optional.ofNullable(
                switch (format) {
                    case "date" -> day.toString();
                    case "date-time" -> day + "T09:%02d:00Z".formatted(number % 60);
                    case "time" -> "09:%02d:00Z".formatted(number % 60);
                    case "duration" -> "PT%dM".formatted(number);
                    case "email", "idn-email" -> word + "@example.com";
                    case "hostname", "idn-hostname" -> word + ".example.com";
                    case "uri", "iri", "uri-reference", "iri-reference" -> "https://example.com/" + word;
                    case "uri-template" -> "https://example.com/{" + word + "}";
                    case "uuid" -> new UUID((choice & ~0xF000L) | 0x4000L, (choice >>> 2) | Long.MIN_VALUE).toString();
                    case "ipv4" -> "192.0.2." + number;
                    case "ipv6" -> "2001:db8::" + Integer.toHexString(number);
                    case "json-pointer" -> "/" + word;
                    case "relative-json-pointer" -> "0/" + word;
                    case "regex" -> "^" + word + "$";
                    default -> null;
                });
    }

    private static String words(int least, int most, long choice) {
        var text = new StringBuilder(word(choice));
        for (long next = choice / WORDS.size(); text.length() < least; next = next * 31 + 7) {
            text.append(' ').append(word(next));
        }
        // A text is never cut behind a space, and never longer than it may be.
        String cut = text.length() > most ? text.substring(0, Math.max(0, most)) : text.toString();
        return cut.endsWith(" ") ? cut.stripTrailing() + "s" : cut;
    }

    private static String word(long choice) {
        return WORDS.get(Math.floorMod(choice, WORDS.size()));
    }
}
