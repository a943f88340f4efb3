package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.keys.Caller;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who asks, by header {@code x-api-key} or {@code Authorization: Bearer} or {@code Key}. Thread-safe. */
public final class Authentication {
    private static final String ATTRIBUTE = "caller";
    private static final String STANDING = "standing";
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)(?:bearer|key) +(\\S+) *");
    private static final Problem UNAUTHORIZED = new Problem(
            401,
            "unauthorized",
            "A valid API key is needed, in header x-api-key or as Authorization: Bearer.",
            Optional.empty(),
            Map.of("WWW-Authenticate", "Bearer realm=\"atelier\""));

    private static final Problem FORBIDDEN = Problem.of(
            403, "forbidden", "This needs an admin key, and the key that was sent acts for its project alone.");

    private final ApiKeys keys;

    public Authentication(ApiKeys keys) {
        this.keys = requireNonNull(keys);
    }

    /** Who asks. Only for routes that need a key. */
    public static Caller caller(Context context) {
        Optional<Caller> caller = Optional.ofNullable(context.attribute(ATTRIBUTE));
        return caller.orElseThrow();
    }

    /** Who asks, when its key is an admin's; refused otherwise. Only for routes that need a key. */
    public static Caller admin(Context context) {
        Caller caller = caller(context);
        if (!caller.admin()) {
            throw new ProblemException(FORBIDDEN);
        }
        return caller;
    }

    /** Whether the key that was sent is still good; always so where none is needed. For answers that take long. */
    public static boolean stands(Context context) {
        BooleanSupplier standing = context.attribute(STANDING);
        return standing == null || standing.getAsBoolean();
    }

    void authenticate(Context context) {
        Optional<String> key = key(context);
        Caller caller = key.flatMap(keys::find).orElseThrow(() -> new ProblemException(UNAUTHORIZED));
        context.attribute(ATTRIBUTE, caller);
        context.attribute(
                STANDING, (BooleanSupplier) () -> key.flatMap(keys::find).isPresent());
    }

    private static Optional<String> key(Context context) {
        return Optional.ofNullable(context.header("x-api-key"))
                .or(() -> Optional.ofNullable(context.header("Authorization")).flatMap(Authentication::credentials));
    }

    static Optional<String> credentials(String header) {
        Matcher matcher = CREDENTIALS.matcher(header);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
