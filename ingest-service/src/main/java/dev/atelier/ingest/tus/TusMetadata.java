package dev.atelier.ingest.tus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.ingest.generation.RefusedException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code Upload-Metadata}: keys with values in base64, which may be left out, divided by commas. */
final class TusMetadata {
    private static final String HEADER = "Upload-Metadata";
    private static final int LONGEST = 4096;
    private static final Pattern PAIR = Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]+( [A-Za-z0-9+/]*={0,2})?");

    private TusMetadata() {}

    /** The name of the file; empty where there is none. Refused when {@code text} is not of this form. */
    static String fileName(String text) {
        Map<String, String> values = parse(text);
        return values.getOrDefault("filename", values.getOrDefault("name", ""));
    }

    private static Map<String, String> parse(String text) {
        if (text.length() > LONGEST) {
            throw refused("must have at most %d characters".formatted(LONGEST));
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.strip().split(" ", 2);
            if (!PAIR.matcher(pair.strip()).matches()
                    || values.put(parts[0], parts.length < 2 ? "" : decoded(parts[1])) != null) {
                throw refused("must have keys, each once, with values in base64");
            }
        }
        return values;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException _) {
            throw refused("must have values in base64");
        }
    }

    private static RefusedException refused(String rule) {
        return RefusedException.invalid(HEADER, "%s %s".formatted(HEADER, rule));
    }
}
