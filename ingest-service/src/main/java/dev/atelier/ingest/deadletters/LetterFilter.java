package dev.atelier.ingest.deadletters;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which dead letters somebody asks for. Pure.
 *
 * @param topic only those from this topic
 * @param cause only those whose exception or message holds this text, in any case
 * @param since only those put aside at or after this time
 * @param until only those put aside before this time
 */
record LetterFilter(Optional<String> topic, Optional<String> cause, Optional<Instant> since, Optional<Instant> until) {
    boolean matches(DeadLetter letter) {
        return topic.stream().allMatch(wanted -> isFrom(letter, wanted))
                && cause.stream().allMatch(wanted -> tells(letter.cause(), wanted))
                && since.stream().noneMatch(letter.at()::isBefore)
                && until.stream().allMatch(letter.at()::isBefore);
    }

    private static boolean isFrom(DeadLetter letter, String topic) {
        return letter.source().filter(source -> source.topic().equals(topic)).isPresent();
    }

    private static boolean tells(DeadLetter.Cause cause, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        String told = cause.exception() + "\n" + cause.message().orElse("");
        return told.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
