package dev.atelier.ingest.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which part of a file is asked for (RFC 9110, 14). */
sealed interface ByteRange {
    /** All of it: no range is asked for, or one that this server does not serve, which it may then ignore. */
    record Whole() implements ByteRange {}

    /** {@code length} bytes from {@code first} on. */
    record Part(long first, long length) implements ByteRange {
        /** As {@code Content-Range} says it. */
        String contentRange(long size) {
            return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
        }
    }

    /** A part that the file does not have. */
    record Unsatisfiable() implements ByteRange {}

    /** One range, with up to 18 digits, so that it fits a long. */
    Pattern FORM = Pattern.compile("bytes *= *([0-9]{0,18}) *- *([0-9]{0,18})", Pattern.CASE_INSENSITIVE);

    /** The range that {@code header} asks for in a file of {@code size} bytes. */
    static ByteRange parse(String header, long size) {
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            return new Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
        }
        return between(Long.parseLong(first), last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last), size);
    }

    private static ByteRange suffix(long length, long size) {
        long served = Math.min(length, size);
        return served == 0 ? new Unsatisfiable() : new Part(size - served, served);
    }

    private static ByteRange between(long first, long last, long size) {
        if (last < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1) - first + 1);
    }
}
