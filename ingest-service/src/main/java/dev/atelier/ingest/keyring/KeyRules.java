package dev.atelier.ingest.keyring;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.ingest.catalogue.Rule;
import dev.atelier.ingest.generation.Refusal.Forbidden;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a key may be, and whom its maker may give which rights: never more than it has. A maker with bounds of its own makes
 * none, for each would have the bounds anew.
 */
final class KeyRules {
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]{1,12}");
    private static final int LONGEST_NAME = 100;
    private static final int MOST_MODELS = 200;

    private KeyRules() {}

    /** {@code models} tells whether there is a model of a name. */
    static void check(NewKey wanted, Set<String> models, Instant now) {
        int length = wanted.name().strip().length();
        Rule.check(length >= 1 && length <= LONGEST_NAME, "name", "must have 1 to 100 characters", length);
        Rule.check(
                wanted.name().codePoints().noneMatch(Character::isISOControl), "name", "must be printable", "not so");
        Rule.check(
                ENVIRONMENT.matcher(wanted.environment()).matches(),
                "environment",
                "must be 1 to 12 small letters and digits",
                wanted.environment());
        Rule.check(!wanted.scopes().isEmpty(), "scopes", "must name one at least", "empty");
        wanted.models().ifPresent(names -> checkModels(names, models));
        wanted.bounds().expiresAt().ifPresent(end -> Rule.check(end.isAfter(now), "expiresAt", "must lie ahead", end));
        wanted.bounds().rateLimit().ifPresent(limit -> Rule.checkRequests("rateLimit", limit));
        wanted.bounds()
                .budgetShare()
                .ifPresent(share ->
                        Rule.check(share > 0 && share <= 1, "budgetShare", "must be above 0 and at most 1", share));
    }

    private static void checkModels(List<String> names, Set<String> models) {
        Rule.check(!names.isEmpty() && names.size() <= MOST_MODELS, "models", "must name 1 to 200", names.size());
        names.forEach(name ->
                Rule.check(models.contains(name), "models", "must be full names of models that are defined", name));
    }

    /** Refuses unless {@code maker} may make a key like {@code wanted}; {@code own} is the maker's key, if it has one. */
    static void checkGrant(Caller maker, Optional<ApiKeyDefined> own, NewKey wanted) {
        checkRights(maker, wanted.scopes(), Set.copyOf(wanted.models().orElse(List.of())));
        own.ifPresent(key -> checkBounds(key, wanted.bounds().expiresAt()));
    }

    /** Refuses unless {@code caller} could have made {@code key}: whoever rotates a key has it. Its own is its own. */
    static void checkRotation(Caller caller, Optional<ApiKeyDefined> own, ApiKeyDefined key) {
        if (!caller.keyId().equals(key.getKeyId())) {
            checkRights(caller, Caller.scopes(key), Set.copyOf(key.getModels()));
            own.ifPresent(mine -> checkBounds(mine, key.getExpiresAt()));
        }
    }

    /** Refuses unless {@code caller} may do all that {@code key} may: nobody puts down who stands higher. */
    static void checkRevocation(Caller caller, ApiKeyDefined key) {
        checkScopes(caller, Caller.scopes(key));
    }

    private static void checkRights(Caller maker, Set<KeyScope> scopes, Set<String> models) {
        checkScopes(maker, scopes);
        if (!maker.models().isEmpty() && (models.isEmpty() || !maker.models().containsAll(models))) {
            throw forbidden("A key grants no more than its maker has: models must be among %s."
                    .formatted(maker.models().stream().sorted().collect(Collectors.joining(", "))));
        }
    }

    private static void checkScopes(Caller maker, Set<KeyScope> scopes) {
        var missing = new HashSet<>(scopes);
        missing.removeIf(maker::may);
        if (!missing.isEmpty()) {
            throw forbidden("This needs a key that itself has scope %s."
                    .formatted(missing.stream()
                            .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining(", "))));
        }
    }

    private static void checkBounds(ApiKeyDefined maker, Optional<Instant> expiresAt) {
        if (maker.getRateLimit().isPresent() || maker.getBudgetShare().isPresent()) {
            throw forbidden("A key that has a rate limit or a share of the budget makes no others.");
        }
        if (maker.getExpiresAt()
                .filter(end -> expiresAt.isEmpty() || expiresAt.get().isAfter(end))
                .isPresent()) {
            throw forbidden("A key outlives its maker no more than it exceeds it: expiresAt must be %s or earlier."
                    .formatted(maker.getExpiresAt().get()));
        }
    }

    private static RefusedException forbidden(String message) {
        return new RefusedException(new Forbidden(message));
    }
}
