package dev.atelier.platform.extraction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule that is broken, and where. It names paths and rules and quotes no value of an answer, so it may be shown and logged.
 *
 * @param path    JSON pointer into the schema or the answer, at most {@value #LONGEST_PATH} characters; empty is the whole
 * @param message what is wrong, at most {@value #LONGEST_MESSAGE} characters
 */
public record Violation(String path, String message) {
    static final int LONGEST_PATH = 300;
    static final int LONGEST_MESSAGE = 300;

    private static final int MOST_TOLD = 50;

    public Violation {
        path = cut(requireNonNull(path), LONGEST_PATH);
        message = cut(requireNonNull(message), LONGEST_MESSAGE);
    }

    /** All of {@code violations} in one line, as far as a person wants to read; whoever is told of more is told how many. */
    public static String told(List<Violation> violations) {
        String first = violations.stream()
                .limit(MOST_TOLD)
                .map(violation -> (violation.path + " " + violation.message).strip())
                .collect(Collectors.joining("; "));
        int more = violations.size() - MOST_TOLD;
        return more > 0 ? "%s; and %d more".formatted(first, more) : first;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        // Half of a pair of surrogates is no character.
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
