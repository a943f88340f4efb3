package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.KeyScope;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.QueryReader;
import dev.atelier.ingest.keyring.NewKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The body of {@code POST /v1/keys}. */
record KeyBody(
        @JsonProperty(required = true) @JsonPropertyDescription("What people call it: 1 to 100 characters.")
        String name,

        @JsonPropertyDescription("What it may do, never more than the key that asks. Left out: read and submit.")
        Optional<List<Scope>> scopes,

        @JsonPropertyDescription("The only models it may ask for, by their full names. Left out: any.")
        Optional<List<String>> models,

        @JsonPropertyDescription("From then on it is refused. Left out, as expiresIn: never.")
        Optional<String> expiresAt,

        @JsonPropertyDescription("After how long it is refused, such as P30D. Or give expiresAt.")
        Optional<String> expiresIn,

        @JsonPropertyDescription("How many requests it may send. Left out: as many as its project may.")
        Optional<RateLimitResource> rateLimit,

        @JsonPropertyDescription(
                "How much of each bound of its project's budget it may use, above 0 and at most 1. Left out: all of it.")
        Optional<Double> budgetShare,

        @JsonPropertyDescription("The word in its prefix atl_…_, of small letters and digits. Left out: live.")
        Optional<String> environment,

        @JsonPropertyDescription("The project it acts for; another one than its own only an admin key may name.")
        Optional<String> project) {
    private static final Duration LONGEST = Duration.ofDays(36_525);

    /** What a key may do. */
    enum Scope {
        @JsonProperty("read")
        READ(KeyScope.READ),
        @JsonProperty("submit")
        SUBMIT(KeyScope.SUBMIT),
        @JsonProperty("manage")
        MANAGE(KeyScope.MANAGE),
        @JsonProperty("admin")
        ADMIN(KeyScope.ADMIN);

        private final KeyScope scope;

        Scope(KeyScope scope) {
            this.scope = scope;
        }

        /** The words of {@code scopes}; what this version does not know has none. */
        static List<Scope> of(Set<KeyScope> scopes) {
            return List.of(values()).stream()
                    .filter(word -> scopes.contains(word.scope))
                    .toList();
        }
    }

    NewKey toNewKey(Instant now) {
        return new NewKey(
                name,
                environment.orElse("live"),
                project,
                scopes.map(KeyBody::events).orElse(EnumSet.of(KeyScope.READ, KeyScope.SUBMIT)),
                models,
                new NewKey.Bounds(end(now), rateLimit.map(RateLimitResource::event), budgetShare));
    }

    private static Set<KeyScope> events(List<Scope> words) {
        return words.stream().map(word -> word.scope).collect(Collectors.toSet());
    }

    private Optional<Instant> end(Instant now) {
        if (expiresAt.isPresent() && expiresIn.isPresent()) {
            throw RefusedException.invalid("expiresIn", "expiresIn must be left out where expiresAt is given");
        }
        return expiresAt
                .map(text -> QueryReader.instant("expiresAt", text))
                .or(() -> expiresIn.map(text -> now.plus(duration("expiresIn", text))));
    }

    /** A duration above zero; refused, as {@code field}, when it is none. */
    static Duration duration(String field, String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeException _) {
            // Refused below, like one out of range.
        }
        throw RefusedException.invalid(
                field,
                "%s must be an ISO-8601 duration such as PT24H or P30D, of a hundred years at most".formatted(field));
    }
}
