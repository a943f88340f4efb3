package dev.atelier.ingest.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a column: which value of the manifest stands in it. Names are parted by dots, one that is no plain word is a
 * JSON string, and {@code []} stands for each element of the array whose elements are the rows.
 *
 * @param array where that array is, for a column of its elements; empty for a column of what is beside it
 * @param names the names from there on to the value
 */
record CsvPath(Optional<List<String>> array, List<String> names) {
    /** The head of a manifest that is neither an object nor an array with anything in it. */
    static final String ROOT = "$";

    static final String ROWS = "[]";

    private static final String DOT = ".";
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_ -]*[\\p{L}\\p{M}\\p{N}_])?");
    private static final Pattern STEP =
            Pattern.compile("\\G(?:(\\[])|(\"(?:[^\"\\\\]++|\\\\.)*+\")|([^.\\[\\]\"]++))(\\.(?=.)|(?=\\[])|$)");

    CsvPath {
        names = List.copyOf(names);
    }

    /** The head of the member {@code name} of what stands at {@code head}. */
    static String member(String head, String name) {
        String step = WORD.matcher(name).matches() ? name : CsvCell.quoted(name);
        return head.isEmpty() ? step : head + DOT + step;
    }

    /** What the head of a column says. */
    static CsvPath parse(String head) {
        if (head.equals(ROOT)) {
            return new CsvPath(Optional.empty(), List.of());
        }
        Optional<List<String>> array = Optional.empty();
        List<String> names = new ArrayList<>();
        Matcher steps = STEP.matcher(head);
        int end = 0;
        while (end < head.length() && steps.find()) {
            end = steps.end();
            if (steps.group(1) == null) {
                names.add(steps.group(2) == null ? steps.group(3) : name(steps.group(2)));
            } else if (array.isEmpty()) {
                array = Optional.of(List.copyOf(names));
                names.clear();
            } else {
                throw unreadable();
            }
        }
        if (end < head.length() || head.isEmpty()) {
            throw unreadable();
        }
        return new CsvPath(array, names);
    }

    private static String name(String json) {
        return JsonText.read(json).stringValue();
    }

    private static ManifestException unreadable() {
        return new ManifestException("The head of a column is no path.");
    }
}
