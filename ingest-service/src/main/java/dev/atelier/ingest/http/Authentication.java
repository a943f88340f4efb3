package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.KeyScope;
import dev.atelier.event.RateLimit;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.keys.Identity;
import dev.atelier.ingest.keys.KeyUses;
import dev.atelier.ingest.keys.Passes;
import dev.atelier.ingest.keys.Passes.Pass;
import dev.atelier.ingest.limits.Allowance;
import dev.atelier.ingest.limits.ClientAddresses;
import dev.atelier.ingest.limits.Guesses;
import dev.atelier.ingest.limits.RateLimits;
import dev.atelier.ingest.people.Logins;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks, whether it may ask that, and whether not too often: by an API key in header {@code x-api-key} or
 * {@code Authorization: Bearer} or {@code Key}, or by a person's token as {@code Bearer}. Thread-safe.
 */
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
    private final KeyUses uses;
    private final Optional<Logins> logins;
    private final Passes passes;
    private final Limits limits;

    /**
     * What counts requests.
     *
     * @param rates     those of good keys and people
     * @param guesses   those of keys that nobody has
     * @param addresses tells where a request comes from
     */
    public record Limits(RateLimits rates, Guesses guesses, ClientAddresses addresses) {}

    /** Whom it knows: {@code logins} is absent where people do not log in. */
    public record Directory(ApiKeys keys, KeyUses uses, Optional<Logins> logins, Passes passes) {}

    public Authentication(Directory directory, Limits limits) {
        this.keys = requireNonNull(directory.keys());
        this.uses = requireNonNull(directory.uses());
        this.logins = requireNonNull(directory.logins());
        this.passes = requireNonNull(directory.passes());
        this.limits = requireNonNull(limits);
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

    /** Whether what was sent as proof is still good; always so where none is needed. For answers that take long. */
    public static boolean stands(Context context) {
        BooleanSupplier standing = context.attribute(STANDING);
        return standing == null || standing.getAsBoolean();
    }

    /** Notes who asks with the request; refuses whom nobody knows, who asks too often, and to whom {@code access} is not open. */
    void authorize(Context context, Access access) {
        Optional<KeyScope> scope = access.scope();
        if (scope.isEmpty()) {
            return;
        }
        Optional<Pass> pass = access == Access.RUN ? pass(context) : Optional.empty();
        if (pass.isPresent()) {
            context.attribute(ATTRIBUTE, bearer(context, pass.get()));
            return;
        }
        authorize(context, scope.get());
    }

    /** Only where there is no key: one that is sent counts. */
    private Optional<Pass> pass(Context context) {
        return credential(context).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(context.queryParam(Passes.PARAMETER)).flatMap(passes::find);
    }

    private Caller bearer(Context context, Pass pass) {
        if (!(keys.identify(pass) instanceof Identity.Known(var caller, var rateLimit))) {
            throw new ProblemException(UNAUTHORIZED);
        }
        uses.note(caller.keyId());
        count(context, caller, rateLimit);
        return caller;
    }

    private void authorize(Context context, KeyScope needed) {
        String credential = credential(context).orElseThrow(() -> new ProblemException(UNAUTHORIZED));
        Caller caller = logins.filter(_ -> Logins.isToken(credential))
                .map(known -> person(context, known, credential))
                .orElseGet(() -> holder(context, credential));
        context.attribute(ATTRIBUTE, caller);
        String project = context.header(Logins.PROJECT);
        context.attribute(STANDING, (BooleanSupplier) () -> isGood(credential, project));
        if (!caller.may(needed)) {
            throw new ProblemException(needed == KeyScope.ADMIN ? FORBIDDEN : outOfScope(needed));
        }
    }

    private boolean isGood(String credential, @Nullable String project) {
        return logins.filter(_ -> Logins.isToken(credential))
                .map(known -> known.find(credential, project).isPresent())
                .orElseGet(() -> keys.identify(credential) instanceof Identity.Known);
    }

    private Caller person(Context context, Logins known, String token) {
        Caller caller =
                known.find(token, context.header(Logins.PROJECT)).orElseThrow(() -> new ProblemException(UNAUTHORIZED));
        count(context, caller, Optional.empty());
        return caller;
    }

    private Caller holder(Context context, String key) {
        return switch (keys.identify(key)) {
            case Identity.Known(var caller, var rateLimit) -> {
                limits.guesses().right(address(context), caller.keyId()).ifPresent(Authentication::refuseGuess);
                uses.note(caller.keyId());
                count(context, caller, rateLimit);
                yield caller;
            }
            case Identity.Ended _ -> throw new ProblemException(UNAUTHORIZED);
            case Identity.Unknown _ -> {
                limits.guesses().wrong(address(context)).ifPresent(Authentication::refuseGuess);
                throw new ProblemException(UNAUTHORIZED);
            }
        };
    }

    private void count(Context context, Caller caller, Optional<RateLimit> ofKey) {
        Allowance allowance = limits.rates().take(caller, ofKey);
        allowance.headers().forEach(context::header);
        allowance.retryAfter().ifPresent(time -> {
            throw new ProblemException(tooMany("The key or its project sends more requests than it may.", time));
        });
    }

    private static void refuseGuess(Duration time) {
        throw new ProblemException(tooMany("Too many keys that nobody has came from this address.", time));
    }

    private static Problem tooMany(String message, Duration time) {
        return new Problem(429, "rate_limited", message, Optional.empty(), Problem.retryAfter(time));
    }

    private static Problem outOfScope(KeyScope needed) {
        return Problem.of(
                403,
                "forbidden",
                "This needs scope %s, which the key that was sent does not have."
                        .formatted(needed.name().toLowerCase(Locale.ROOT)));
    }

    private String address(Context context) {
        return limits.addresses()
                .of(context.ip(), Collections.list(context.req().getHeaders("X-Forwarded-For")));
    }

    private static Optional<String> credential(Context context) {
        return Optional.ofNullable(context.header("x-api-key"))
                .or(() -> Optional.ofNullable(context.header("Authorization")).flatMap(Authentication::credentials));
    }

    static Optional<String> credentials(String header) {
        Matcher matcher = CREDENTIALS.matcher(header);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
