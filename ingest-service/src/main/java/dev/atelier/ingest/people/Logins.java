package dev.atelier.ingest.people;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.KeyScope;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out which person a token speaks for, and as whom that person acts. Thread-safe. */
public final class Logins {
    /** The header by which a person of several projects says which one is meant. */
    public static final String PROJECT = "x-atelier-project";

    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final String FIRST_PROJECT = "default";

    private final PeopleConfig config;
    private final Tokens tokens;
    private final Predicate<String> projects;

    /** What a token says; empty where it is not good. Refuses where that cannot be told. */
    @FunctionalInterface
    interface Tokens {
        Optional<Claims> read(String token);
    }

    /** {@code projects} tells whether a project is defined. */
    public Logins(PeopleConfig config, Issuer issuer, Predicate<String> projects) {
        this(config, issuer::read, projects);
    }

    Logins(PeopleConfig config, Tokens tokens, Predicate<String> projects) {
        this.config = requireNonNull(config);
        this.tokens = requireNonNull(tokens);
        this.projects = requireNonNull(projects);
    }

    /** Whether {@code credential} has the form of a JWT (RFC 7519), which no API key has. */
    public static boolean isToken(String credential) {
        return TOKEN.matcher(credential).matches();
    }

    /**
     * The person whose token it is, acting for {@code project}, which may be left out where the token names one alone. Empty
     * where the token is not good; refused where the person has no such project.
     */
    public Optional<Caller> find(String token, @Nullable String project) {
        return tokens.read(token)
                .filter(claims -> claims.words("sub").size() == 1)
                .map(claims -> caller(claims, project));
    }

    private Caller caller(Claims claims, @Nullable String project) {
        Set<KeyScope> scopes = scopes(claims);
        String subject = claims.words("sub").iterator().next();
        if (!SUBJECT.matcher(subject).matches()) {
            throw RefusedException.invalid("sub", "sub of the token must have 1 to 255 visible ASCII characters");
        }
        return new Caller(project(claims, scopes, project), Caller.PERSON + subject, scopes, Set.of());
    }

    private Set<KeyScope> scopes(Claims claims) {
        Set<String> words = claims.words(config.rolesClaim());
        Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
        Arrays.stream(Role.values())
                .filter(role -> words.contains(config.rolePrefix() + role.word()))
                .forEach(role -> scopes.addAll(role.scopes()));
        return scopes;
    }

    private String project(Claims claims, Set<KeyScope> scopes, @Nullable String wanted) {
        Set<String> own = claims.words(config.projectsClaim());
        boolean anywhere = scopes.contains(KeyScope.ADMIN);
        if (wanted == null && own.isEmpty() && anywhere) {
            return FIRST_PROJECT;
        }
        if (wanted == null && own.size() != 1) {
            throw RefusedException.invalid(
                    PROJECT,
                    "%s must name one of the projects of the token, which are %d".formatted(PROJECT, own.size()));
        }
        String project = wanted == null ? own.iterator().next() : wanted;
        if (!projects.test(project) || !(anywhere || own.contains(project))) {
            throw new RefusedException(new NotFound("There is no project of this name."));
        }
        return project;
    }
}
