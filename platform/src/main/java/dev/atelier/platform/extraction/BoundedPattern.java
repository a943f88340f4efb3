package dev.atelier.platform.extraction;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Matches patterns from outside, and gives up when all of one judgement together take too many steps. */
final class BoundedPattern {
    /** Characters looked at: a long answer takes a few for each of its own, a pattern that backtracks takes all. */
    private static final long MOST_STEPS = 20_000_000;

    private static final ScopedValue<Steps> STEPS = ScopedValue.newInstance();

    private BoundedPattern() {}

    /** One judgement's; for one thread. */
    private static final class Steps {
        private long left = MOST_STEPS;
    }

    /** The patterns were given up. */
    static final class TooMuchWorkException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchWorkException() {
            super("patterns took more than %d steps".formatted(MOST_STEPS));
        }
    }

    static boolean isValid(String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException | StackOverflowError e) {
            return false;
        }
    }

    /** Does {@code judgement}, in which patterns are matched. */
    static <T> T within(Supplier<T> judgement) {
        var steps = new Steps();
        T result = ScopedValue.where(STEPS, steps).call(judgement::get);
        if (steps.left < 0) {
            throw new TooMuchWorkException();
        }
        return result;
    }

    /**
     * As the validator wants it: {@code pattern} is found anywhere in the text. Once there are no steps left nothing is found, which
     * {@link #within} knows: the validator would log an exception.
     */
    static RegularExpression expression(String pattern) {
        try {
            var compiled = Pattern.compile(pattern);
            return text -> {
                Steps steps = STEPS.get();
                try {
                    return compiled.matcher(new Counted(text, steps)).find();
                } catch (TooMuchWorkException _) {
                    return false;
                } catch (StackOverflowError _) {
                    // A matcher goes deeper with each repetition of a group; to go so deep is too much work as well.
                    steps.left = -1;
                    return false;
                }
            };
        } catch (PatternSyntaxException e) {
            throw new SchemaException("pattern is not valid: " + e.getDescription());
        }
    }

    /** Counts the steps of a matcher by the characters it asks for. */
    private record Counted(CharSequence text, Steps steps) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--steps.left < 0) {
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
