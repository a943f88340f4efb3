package dev.atelier.platform.extraction;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Matches patterns from outside, and gives up on one that backtracks without end. */
final class BoundedPattern {
    private static final int MOST_STEPS = 200_000;

    private BoundedPattern() {}

    /** The pattern was given up. */
    static final class TooMuchWorkException extends RuntimeException {
        TooMuchWorkException() {
            super("a pattern took more than %d steps".formatted(MOST_STEPS));
        }
    }

    static boolean isValid(String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** As the validator wants it: {@code pattern} is found anywhere in the text. */
    static RegularExpression expression(String pattern) {
        try {
            var compiled = Pattern.compile(pattern);
            return text -> compiled.matcher(new Counted(text, new int[1])).find();
        } catch (PatternSyntaxException e) {
            throw new SchemaException("pattern is not valid: " + e.getDescription());
        }
    }

    /** Counts the steps of a matcher by the characters it asks for. */
    @SuppressWarnings("ArrayRecordComponent") // a counter that slices share, never compared
    private record Counted(CharSequence text, int[] steps) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS) {
                throw new TooMuchWorkException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), steps);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
