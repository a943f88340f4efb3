package dev.atelier.ingest.manifest;

import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What stands in a cell: a string as it is, unless it could be taken for something else; all else, and such a string, as
 * JSON. So a cell never begins like a formula, but for a number, and is never on more than one line.
 */
final class CsvCell {
    /** With these a spreadsheet begins a formula; the wide ones are what some input methods make of them. */
    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    /** With these JSON begins. */
    private static final String JSON = "\"[{";

    private static final Set<String> WORDS = Set.of("true", "false", "null");
    /** To a reader that parts cells by semicolons, a formula. */
    private static final Pattern FORMULA_INSIDE = Pattern.compile(";\\s*[" + Pattern.quote(FORMULA) + "]");

    private static final Pattern ESCAPED = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp};]");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private CsvCell() {}

    static String of(JsonNode value) {
        return value.isString() && isPlain(value.stringValue()) ? value.stringValue() : json(value);
    }

    /** {@code text} as a JSON string. */
    static String quoted(String text) {
        return json(StringNode.valueOf(text));
    }

    /** On one line to every reader, and one cell to those that part cells by semicolons: both stand in strings alone. */
    private static String json(JsonNode value) {
        return ESCAPED.matcher(JsonText.of(value))
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }

    /** The value of a cell that is not empty. */
    static JsonNode read(String cell) {
        boolean json = JSON.indexOf(cell.charAt(0)) >= 0 || WORDS.contains(cell) || JsonText.isNumber(cell);
        return json ? JsonText.read(cell) : StringNode.valueOf(cell);
    }

    private static boolean isPlain(String text) {
        if (text.isEmpty() || WORDS.contains(text) || JsonText.isNumber(text)) {
            return false;
        }
        char first = text.charAt(0);
        return FORMULA.indexOf(first) < 0
                && JSON.indexOf(first) < 0
                && isSeen(first)
                && isSeen(text.charAt(text.length() - 1))
                && !UNSEEN.matcher(text).find()
                && !FORMULA_INSIDE.matcher(text).find();
    }

    /** Whether no reader takes the character for space around the text and strips it. */
    private static boolean isSeen(char character) {
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.FORMAT;
    }
}
