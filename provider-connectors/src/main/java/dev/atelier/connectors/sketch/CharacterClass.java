package dev.atelier.connectors.sketch;

import java.util.BitSet;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A set of characters of a regular expression, of which those of printable ASCII are used.
 *
 * @param members which they are; never empty, never changed
 */
record CharacterClass(BitSet members) {
    private static final int FIRST = ' ';
    private static final int LAST = '~';

    static final CharacterClass WORD = of("abcdefghijklmnopqrstuvwxyz");
    private static final CharacterClass DIGITS = of("0123456789");
    private static final CharacterClass WORDS = of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    private static final CharacterClass SPACE = of(" ");

    /** A class that was read, and where it ended. */
    record Reading(CharacterClass characters, int end) {}

    /** One of its characters. */
    char any(RandomGenerator random) {
        int skip = random.nextInt(members.cardinality());
        return (char) members.stream().skip(skip).findFirst().orElseThrow();
    }

    /** The class behind a letter after a backslash. */
    static Optional<CharacterClass> escaped(char letter) {
        return switch (letter) {
            case 'd' -> Optional.of(DIGITS);
            case 'w' -> Optional.of(WORDS);
            case 's' -> Optional.of(SPACE);
            case 'D' -> Optional.of(WORD);
            case 'W' -> Optional.of(of("-.!"));
            case 'S' -> Optional.of(WORDS);
            default -> Optional.empty();
        };
    }

    /** Reads a class from behind its opening bracket; none when it is beyond us or empty. */
    static Optional<Reading> read(String pattern, int from) {
        int at = from;
        boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
        at += negated ? 1 : 0;
        var members = new BitSet();
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            char c = pattern.charAt(at);
            if (c == '[' || c == '&') {
                return Optional.empty();
            }
            if (c == '\\') {
                if (at + 1 >= pattern.length() || !addEscaped(members, pattern.charAt(at + 1))) {
                    return Optional.empty();
                }
                at += 2;
            } else if (at + 2 < pattern.length() && pattern.charAt(at + 1) == '-' && pattern.charAt(at + 2) != ']') {
                if (pattern.charAt(at + 2) < c) {
                    return Optional.empty();
                }
                members.set(c, pattern.charAt(at + 2) + 1);
                at += 3;
            } else {
                members.set(c);
                at++;
            }
        }
        if (negated) {
            members.flip(FIRST, LAST + 1);
        }
        var usable = printable(members);
        return at < pattern.length() && !usable.isEmpty()
                ? Optional.of(new Reading(new CharacterClass(usable), at + 1))
                : Optional.empty();
    }

    private static boolean addEscaped(BitSet members, char letter) {
        var known = escaped(letter);
        known.ifPresent(characters -> members.or(characters.members));
        if (known.isEmpty() && !Character.isLetterOrDigit(letter)) {
            members.set(letter);
            return true;
        }
        return known.isPresent();
    }

    private static BitSet printable(BitSet members) {
        var usable = (BitSet) members.clone();
        usable.clear(0, FIRST);
        if (usable.length() > LAST + 1) {
            usable.clear(LAST + 1, usable.length());
        }
        return usable;
    }

    private static CharacterClass of(String characters) {
        var members = new BitSet();
        IntStream chars = characters.chars();
        chars.forEach(members::set);
        return new CharacterClass(members);
    }
}
