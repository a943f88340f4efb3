package dev.atelier.connectors.vendor;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A vendor's own words, as far as they may be repeated: a failure is kept and shown, and must not hold an input. */
public final class Words {
    private static final int LONGEST = 300;
    /** Shorter pieces of an input, such as a size or a format, tell nothing and make the message clear. */
    private static final int SHORTEST_PRIVATE = 16;

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Words() {}

    /**
     * {@code provider} with what it said, in one line, cut where it is long; without what it said where that quotes a
     * piece of {@code inputs}, however it is cut, quoted or escaped.
     */
    public static String of(String provider, String said, JsonNode inputs) {
        String line = said.replaceAll("\\s+", " ").strip();
        String shown = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        if (shown.isEmpty() || quotes(bare(shown), inputs)) {
            return provider + " refused the request.";
        }
        return "%s: %s".formatted(provider, shown);
    }

    private static boolean quotes(String shown, JsonNode inputs) {
        if (inputs.isString()) {
            String text = bare(inputs.asString());
            return IntStream.rangeClosed(0, shown.length() - SHORTEST_PRIVATE)
                    .anyMatch(start -> text.contains(shown.substring(start, start + SHORTEST_PRIVATE)));
        }
        return StreamSupport.stream(inputs.spliterator(), false).anyMatch(one -> quotes(shown, one));
    }

    /** The letters and digits alone, parted by single spaces. */
    private static String bare(String text) {
        return NO_LETTERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
