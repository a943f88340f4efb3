package dev.atelier.ingest.manifest;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Values as people read them. */
final class PlainText {
    /** What could move the cursor of a terminal, or more. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

    private PlainText() {}

    /** A string as it is, with a sign in place of each control character; null as nothing; all else as JSON. */
    static String of(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return visible(value.isString() ? value.stringValue() : JsonText.of(value));
    }

    /** {@code text} with a sign in place of each control character but tabs and line ends. */
    static String visible(String text) {
        return CONTROL.matcher(text.replace("\r\n", "\n")).replaceAll("\uFFFD");
    }
}
