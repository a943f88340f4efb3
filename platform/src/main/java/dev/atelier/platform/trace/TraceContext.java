package dev.atelier.platform.trace;

import dev.atelier.event.Trace;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as W3C Trace Context (level 1) carries it. Immutable.
 *
 * @param traceId which trace: 32 hexadecimal digits in lower case, not all 0
 * @param spanId  which step of it: 16 such digits, not all 0
 * @param sampled whether somebody records the trace
 * @param state   what tracers add, at most 512 characters
 */
public record TraceContext(String traceId, String spanId, boolean sampled, Optional<String> state) {
    /** The header that says where in which trace a message is. */
    public static final String PARENT = "traceparent";
    /** The header that carries what tracers add. */
    public static final String STATE = "tracestate";

    /** Of a later version only the parts that this one has count. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final Pattern MEMBER = Pattern.compile(
            "(?:[a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");
    private static final int MOST_MEMBERS = 32;
    private static final int LONGEST_STATE = 512;
    private static final int SAMPLED = 1;

    /** The step that follows what a message's headers say, or the first of a new trace where they say nothing sound. */
    public static TraceContext next(List<String> parents, List<String> states, RandomGenerator random) {
        return parse(parents, states)
                .map(before -> new TraceContext(before.traceId, hex(8, random), before.sampled, before.state))
                .orElseGet(() -> new TraceContext(hex(16, random), hex(8, random), false, Optional.empty()));
    }

    /** What the headers say; empty unless there is exactly one {@code traceparent}, and it is sound. */
    static Optional<TraceContext> parse(List<String> parents, List<String> states) {
        if (parents.size() != 1) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(parents.getFirst().strip());
        if (!matcher.matches() || (matcher.group(1).equals("00") && matcher.group(5) != null)) {
            return Optional.empty();
        }
        boolean sampled = (HexFormat.fromHexDigits(matcher.group(4)) & SAMPLED) != 0;
        return Optional.of(new TraceContext(matcher.group(2), matcher.group(3), sampled, state(states)));
    }

    /** One list of all; none where any part of it is not sound, as the specification says. */
    private static Optional<String> state(List<String> headers) {
        List<String> members = headers.stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .toList();
        String whole = String.join(",", members);
        boolean sound = members.size() <= MOST_MEMBERS
                && whole.length() <= LONGEST_STATE
                && members.stream().allMatch(member -> MEMBER.matcher(member).matches());
        return Optional.of(whole).filter(_ -> sound && !members.isEmpty());
    }

    private static String hex(int bytes, RandomGenerator random) {
        byte[] drawn = new byte[bytes];
        do {
            random.nextBytes(drawn);
        } while (isZero(drawn));
        return HexFormat.of().formatHex(drawn);
    }

    private static boolean isZero(byte[] bytes) {
        for (byte one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** As events carry it. */
    public Trace event() {
        return new Trace("00-%s-%s-%s".formatted(traceId, spanId, sampled ? "01" : "00"), state.orElse(null));
    }
}
