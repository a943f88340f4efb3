package dev.atelier.connectors.sketch;

import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Writes a text that a simple regular expression matches: literals, classes, groups, alternatives and counts. Look-around,
 * back references and the like it leaves alone. For one pattern and one thread.
 */
final class PatternSample {
    private static final int MOST_REPEATS = 2_000;

    private final String pattern;
    private final RandomGenerator random;
    private final int generosity;
    private int at;
    private boolean beyond;

    private PatternSample(String pattern, RandomGenerator random, int generosity) {
        this.pattern = pattern;
        this.random = random;
        this.generosity = generosity;
    }

    /** A text of {@code least} to {@code most} characters; none when the pattern is beyond us. */
    static Optional<String> of(String pattern, int least, int most, long choice) {
        for (int generosity = 0; generosity < 200; generosity = generosity * 2 + 1) {
            for (int round = 0; round < 4; round++) {
                var sample = new PatternSample(pattern, new Random(choice + round), generosity);
                String text = sample.alternatives();
                if (sample.beyond || sample.at < pattern.length()) {
                    return Optional.empty();
                }
                if (text.length() >= least && text.length() <= most) {
                    return Optional.of(text);
                }
            }
        }
        return Optional.empty();
    }

    /** All branches are read, one is kept. */
    private String alternatives() {
        String kept = sequence();
        for (int read = 2; peek('|'); read++) {
            at++;
            String branch = sequence();
            kept = random.nextInt(read) == 0 ? branch : kept;
        }
        return kept;
    }

    private String sequence() {
        var text = new StringBuilder();
        while (at < pattern.length() && !peek('|') && !peek(')') && !beyond) {
            text.append(counted());
        }
        return text.toString();
    }

    /** An atom is read again for each time it is repeated, so that each time it may differ. */
    private String counted() {
        int start = at;
        String first = atom();
        int end = at;
        int times = times();
        int after = at;
        var text = new StringBuilder(times > 0 ? first : "");
        for (int again = 1; again < times && !beyond; again++) {
            at = start;
            text.append(atom());
            at = end;
        }
        at = after;
        return text.toString();
    }

    private int times() {
        if (at >= pattern.length()) {
            return 1;
        }
        int times = switch (pattern.charAt(at)) {
            case '?' -> step(generosity > 0 ? 1 : random.nextInt(2));
            case '*' -> step(generosity);
            case '+' -> step(1 + generosity);
            case '{' -> braces();
            default -> -1;
        };
        if (times >= 0 && peek('?')) {
            at++;
        }
        return times < 0 ? 1 : times;
    }

    private int step(int times) {
        at++;
        return times;
    }

    private int braces() {
        int close = pattern.indexOf('}', at);
        String[] bounds = close < 0
                ? new String[] {"?"}
                : pattern.substring(at + 1, close).split(",", 2);
        if (!bounds[0].matches("[0-9]{1,4}") || (bounds.length > 1 && !bounds[1].matches("[0-9]{0,4}"))) {
            beyond = true;
            return 1;
        }
        at = close + 1;
        int least = Integer.parseInt(bounds[0]);
        int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? MOST_REPEATS : Integer.parseInt(bounds[1]);
        return Math.clamp((long) least + generosity, Math.min(least, most), Math.min(most, MOST_REPEATS));
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^', '$' -> "";
            case '.' -> String.valueOf(CharacterClass.WORD.any(random));
            case '[' -> bracketed();
            case '(' -> group();
            case '\\' -> escaped();
            case '*', '+', '?', '{' -> giveUp();
            default -> String.valueOf(c);
        };
    }

    private String group() {
        if (peek('?')) {
            if (!pattern.startsWith("?:", at)) {
                return giveUp();
            }
            at += 2;
        }
        String inner = alternatives();
        if (!peek(')')) {
            return giveUp();
        }
        at++;
        return inner;
    }

    private String bracketed() {
        var read = CharacterClass.read(pattern, at);
        if (read.isEmpty()) {
            return giveUp();
        }
        at = read.get().end();
        return String.valueOf(read.get().characters().any(random));
    }

    private String escaped() {
        if (at >= pattern.length()) {
            return giveUp();
        }
        char c = pattern.charAt(at++);
        var known = CharacterClass.escaped(c);
        if (known.isPresent()) {
            return String.valueOf(known.get().any(random));
        }
        return Character.isLetterOrDigit(c) ? giveUp() : String.valueOf(c);
    }

    private String giveUp() {
        beyond = true;
        return "";
    }

    private boolean peek(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }
}
