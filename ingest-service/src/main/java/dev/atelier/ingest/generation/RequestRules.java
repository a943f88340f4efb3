package dev.atelier.ingest.generation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The rules of what stands around a model's input. Each answers the value, or refuses and names the field. */
public final class RequestRules {
    private static final int MOST_TAGS = 32;
    private static final int LONGEST_TAG = 64;
    private static final Duration LATEST_DEADLINE = Duration.ofDays(366);
    private static final int MOST_ATTEMPTS = 20;
    private static final int HIGHEST_LEVEL = 10;
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern FIT_TO_SHOW = Pattern.compile("[\\x21-\\x7e]{1,40}");

    private RequestRules() {}

    /** The labels without repetitions. */
    public static List<String> tags(List<String> tags) {
        return tags("tags", tags);
    }

    /** The same, of field {@code field}. */
    static List<String> tags(String field, List<String> tags) {
        checkNumber(field, tags.size());
        for (int index = 0; index < tags.size(); index++) {
            checkTag(tags.get(index), "%s[%d]".formatted(field, index));
        }
        return tags.stream().distinct().toList();
    }

    /** Refuses labels that are more than {@code before}, and too many. */
    static void checkGrowth(int before, int now) {
        if (now > before) {
            checkNumber("tags", now);
        }
    }

    private static void checkNumber(String field, int number) {
        if (number > MOST_TAGS) {
            throw RefusedException.invalid(
                    field, "%s must be at most %d, but were %d".formatted(field, MOST_TAGS, number));
        }
    }

    private static void checkTag(String tag, String field) {
        int length = tag.codePointCount(0, tag.length());
        if (length < 1 || length > LONGEST_TAG) {
            throw RefusedException.invalid(
                    field, "%s must have 1 to %d characters, but had %d".formatted(field, LONGEST_TAG, length));
        }
        if (tag.isBlank() || !tag.codePoints().allMatch(RequestRules::isPrintable)) {
            throw RefusedException.invalid(field, "%s must be printable text".formatted(field));
        }
    }

    /** Not a control, a line end, half a surrogate pair or nothing at all. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** {@code known} tells whether there is a style preset of a name. */
    static Optional<String> style(Optional<String> style, Predicate<String> known) {
        if (style.isPresent() && !known.test(style.get())) {
            throw RefusedException.invalid("style", "style must be one that GET /v1/styles lists");
        }
        return style;
    }

    static Optional<Instant> deadline(Optional<String> deadline, Instant now) {
        return deadline.map(text -> ahead("deadline", text, now));
    }

    static Optional<Instant> startDeadline(Optional<String> deadline, Instant now) {
        return deadline.map(text -> ahead("startDeadline", text, now));
    }

    private static Instant ahead(String field, String text, Instant now) {
        Instant instant = parse(field, text, now);
        if (!instant.isAfter(now) || instant.isAfter(now.plus(LATEST_DEADLINE))) {
            throw RefusedException.invalid(
                    field,
                    "%s must lie ahead, by at most %d days%s".formatted(field, LATEST_DEADLINE.toDays(), butWas(text)));
        }
        return instant;
    }

    private static Instant parse(String field, String text, Instant now) {
        try {
            return text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text);
        } catch (DateTimeException | ArithmeticException _) {
            throw RefusedException.invalid(
                    field,
                    "%s must be an ISO-8601 duration such as PT60S, or an instant%s".formatted(field, butWas(text)));
        }
    }

    /** What a text was, unless it is long or anything but plain. */
    private static String butWas(String text) {
        return FIT_TO_SHOW.matcher(text).matches() ? ", but was " + text : "";
    }

    static Optional<Integer> maxAttempts(Optional<Integer> attempts) {
        return attempts.map(number -> within("maxAttempts", number, 1, MOST_ATTEMPTS));
    }

    static int priorityLevel(Optional<Integer> level) {
        return level.map(number -> within("priorityLevel", number, -HIGHEST_LEVEL, HIGHEST_LEVEL))
                .orElse(0);
    }

    /** Any number above 0. */
    static Optional<Double> rate(Optional<Double> rate) {
        rate.filter(number -> !(number > 0)).ifPresent(number -> {
            throw RefusedException.invalid("ratePerSecond", "ratePerSecond must be above 0, but was " + number);
        });
        return rate;
    }

    private static int within(String field, int number, int least, int most) {
        if (number < least || number > most) {
            throw RefusedException.invalid(
                    field, "%s must be from %d to %d, but was %d".formatted(field, least, most, number));
        }
        return number;
    }

    static Optional<String> idempotencyKey(Optional<String> key) {
        return key.map(text -> {
            if (!IDEMPOTENCY_KEY.matcher(text).matches()) {
                throw RefusedException.invalid(
                        "Idempotency-Key", "Idempotency-Key must have 1 to 255 visible ASCII characters");
            }
            return text;
        });
    }
}
