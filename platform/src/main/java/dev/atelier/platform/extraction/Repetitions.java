package dev.atelier.platform.extraction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a pattern may have its innermost part repeated by counts alone, such as 6 for {@code (a{3}){1,2}}. A matcher may
 * count so far without looking at a single character, so nothing else bounds it. For one pattern that compiles.
 */
final class Repetitions {
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,18})(?:,(\\d{0,18}))?}");

    private final Matcher counts;
    private final String pattern;
    private final Deque<Double> open = new ArrayDeque<>();

    private Repetitions(String pattern) {
        this.pattern = pattern;
        this.counts = COUNT.matcher(pattern);
        open.push(1.0);
    }

    /** That of {@code pattern}, at least 1. */
    static double most(String pattern) {
        return new Repetitions(pattern).count();
    }

    private double count() {
        int classes = 0;
        int at = 0;
        while (at < pattern.length()) {
            char next = pattern.charAt(at);
            at += next == '\\' ? 2 : 1;
            if (next == '[') {
                classes++;
            } else if (next == ']' && classes > 0) {
                classes--;
                at = repeated(1, at);
            } else if (classes == 0 && next == '(') {
                open.push(1.0);
            } else if (classes == 0 && next == ')' && open.size() > 1) {
                at = repeated(open.pop(), at);
            } else if (classes == 0) {
                at = repeated(1, at);
            }
        }
        return open.stream().max(Double::compare).orElse(1.0);
    }

    /** Something that is repeated {@code within} itself ends at {@code at}; answers where its count ends, if it has one. */
    private int repeated(double within, int at) {
        boolean counted =
                counts.region(Math.min(at, pattern.length()), pattern.length()).lookingAt();
        double times = counted ? times() : 1;
        open.push(Math.max(open.pop(), within * Math.max(1, times)));
        return counted ? counts.end() : at;
    }

    private double times() {
        String most = counts.group(2);
        return Double.parseDouble(most == null || most.isEmpty() ? counts.group(1) : most);
    }
}
