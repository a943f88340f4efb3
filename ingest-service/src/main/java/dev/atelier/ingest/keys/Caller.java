package dev.atelier.ingest.keys;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who asks, and what it may do. Immutable.
 *
 * @param project the project it acts for
 * @param keyId   the public id of its key, or {@code user:} and the subject of a person
 * @param scopes  what it may do; ADMIN includes the others
 * @param models  the models it may ask for, by owner/name; empty: any
 */
public record Caller(String project, String keyId, Set<KeyScope> scopes, Set<String> models) {
    /** What a key may do that says nothing of it: it is from before there were scopes. */
    private static final Set<KeyScope> USUAL = EnumSet.of(KeyScope.READ, KeyScope.SUBMIT, KeyScope.MANAGE);

    /** What the id of a person begins with. */
    public static final String PERSON = "user:";

    public Caller {
        scopes = Set.copyOf(scopes);
        models = Set.copyOf(models);
    }

    /** One that may do whatever its project may, and nothing beyond it. */
    public Caller(String project, String keyId) {
        this(project, keyId, USUAL, Set.of());
    }

    /** The one who has key {@code defined}. */
    static Caller of(ApiKeyDefined defined) {
        return new Caller(defined.getProject(), defined.getKeyId(), scopes(defined), Set.copyOf(defined.getModels()));
    }

    /** What key {@code defined} may do. */
    public static Set<KeyScope> scopes(ApiKeyDefined defined) {
        Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
        scopes.addAll(defined.getScopes().isEmpty() ? USUAL : defined.getScopes());
        if (defined.getAdmin()) {
            scopes.add(KeyScope.ADMIN);
        }
        return scopes;
    }

    /** The same, which has {@code only} run as far as it may, and does nothing else; empty where that comes to nothing. */
    Optional<Caller> running(Set<String> only) {
        Set<String> both = only.stream().filter(this::mayAskFor).collect(Collectors.toSet());
        return both.isEmpty() || !may(KeyScope.SUBMIT)
                ? Optional.empty()
                : Optional.of(new Caller(project, keyId, Set.of(KeyScope.SUBMIT), both));
    }

    /** Whether it may operate the whole installation, beyond its project. */
    public boolean admin() {
        return scopes.contains(KeyScope.ADMIN);
    }

    /** Whether it may do what {@code scope} names. */
    public boolean may(KeyScope scope) {
        return admin() || scopes.contains(scope);
    }

    /** Whether it is a person who logged in, and no key. */
    public boolean isPerson() {
        return keyId.startsWith(PERSON);
    }

    /** Whether it may ask for model {@code owner/name}. */
    public boolean mayAskFor(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
