package dev.atelier.ingest.keyring;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.catalogue.Rule;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.views.DefinitionTopic;
import dev.atelier.platform.kafka.TableView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The keys of a project, or for an admin of all projects. What it changes holds on this instance when it answers, and on
 * each other a moment later. Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class KeyRing {
    private static final int ID_LENGTH = 20;
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    private final ApiKeys keys;
    private final DefinitionTopic<ApiKeyDefined> definitions;
    private final Named named;
    private final InstantSource clock;
    private final RandomGenerator random;
    /** Of two changes of a key on this instance the second builds on the first. */
    private final ReentrantLock turn = new ReentrantLock();

    /** What keys name. */
    public record Named(TableView<ProjectDefined> projects, TableView<ModelDefined> models) {}

    /** A key with a new secret, which nobody will see again. */
    public record Issued(ApiKeyDefined key, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Issued[%s]".formatted(key.getKeyId());
        }
    }

    /** {@code random} must be fit for secrets. */
    public KeyRing(
            ApiKeys keys,
            DefinitionTopic<ApiKeyDefined> definitions,
            Named named,
            InstantSource clock,
            RandomGenerator random) {
        this.keys = requireNonNull(keys);
        this.definitions = requireNonNull(definitions);
        this.named = requireNonNull(named);
        this.clock = requireNonNull(clock);
        this.random = requireNonNull(random);
    }

    /** The keys of {@code project}, newest first; of all projects where an admin names none, else of the caller's. */
    public List<ApiKeyDefined> list(Caller caller, Optional<String> project) {
        project.ifPresent(name -> checkProject(caller, name));
        Optional<String> only = project.or(() -> caller.admin() ? Optional.empty() : Optional.of(caller.project()));
        return keys.all().stream()
                .filter(key -> only.map(key.getProject()::equals).orElse(true))
                .sorted(Comparator.comparing(ApiKeyDefined::getCreatedAt)
                        .reversed()
                        .thenComparing(ApiKeyDefined::getKeyId))
                .toList();
    }

    /** Key {@code id}; refused when the caller's project has none such, unless the caller is an admin. */
    public ApiKeyDefined get(Caller caller, String id) {
        return keys.get(id)
                .filter(key -> caller.admin() || key.getProject().equals(caller.project()))
                .orElseThrow(() -> new RefusedException(new NotFound("There is no key with this id.")));
    }

    /** Whether {@code key} is neither revoked nor expired. */
    public boolean isGood(ApiKeyDefined key) {
        return keys.isGood(key);
    }

    /** Makes a key. */
    public Issued make(Caller caller, NewKey wanted) throws InterruptedException {
        String project = wanted.project().orElse(caller.project());
        checkProject(caller, project);
        KeyRules.check(
                wanted,
                named.models().all().stream().map(ModelDefined::getModel).collect(Collectors.toSet()),
                clock.instant());
        KeyRules.checkGrant(caller, keys.get(caller.keyId()), wanted);
        var secret = NewSecret.of("atl_%s_".formatted(wanted.environment()), random);
        var key = ApiKeyDefined.newBuilder()
                .setKeyId("key_" + NewSecret.letters(ID_LENGTH, random).toLowerCase(Locale.ROOT))
                .setSha256(ApiKeys.hash(secret.text()))
                .setLastFour(secret.lastFour())
                .setPrefix(secret.prefix())
                .setName(wanted.name().strip())
                .setProject(project)
                .setScopes(wanted.scopes().stream().sorted().toList())
                .setAdmin(wanted.scopes().contains(KeyScope.ADMIN))
                .setModels(wanted.models().orElse(List.of()).stream().distinct().toList())
                .setExpiresAt(wanted.bounds().expiresAt().orElse(null))
                .setRateLimit(wanted.bounds().rateLimit().orElse(null))
                .setBudgetShare(wanted.bounds().budgetShare().orElse(null))
                .setCreatedBy(caller.keyId())
                .setCreatedAt(now())
                .build();
        definitions.put(key.getKeyId(), key);
        return new Issued(key, secret.text());
    }

    /** Gives key {@code id} a new secret; the one before it is good for {@code grace} longer, be it zero. */
    public Issued rotate(Caller caller, String id, Duration grace) throws InterruptedException {
        Rule.check(!grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0, "grace", "must be PT0S to P30D", grace);
        turn.lockInterruptibly();
        try {
            ApiKeyDefined key = get(caller, id);
            KeyRules.checkRotation(caller, keys.get(caller.keyId()), key);
            if (!keys.isGood(key)) {
                throw ended();
            }
            var secret = NewSecret.of(key.getPrefix().isEmpty() ? "atl_live_" : key.getPrefix(), random);
            var rotated = ApiKeyDefined.newBuilder(key)
                    .setSha256(ApiKeys.hash(secret.text()))
                    .setLastFour(secret.lastFour())
                    .setPrefix(secret.prefix())
                    .setRotatedAt(now())
                    .setPreviousSha256(grace.isZero() ? null : key.getSha256())
                    .setPreviousUntil(grace.isZero() ? null : now().plus(grace))
                    .build();
            definitions.put(id, rotated);
            checkNotRevokedMeanwhile(id);
            return new Issued(rotated, secret.text());
        } finally {
            turn.unlock();
        }
    }

    /** Ends key {@code id} for good. Asked for twice it changes nothing. */
    public ApiKeyDefined revoke(Caller caller, String id) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            ApiKeyDefined key = get(caller, id);
            KeyRules.checkRevocation(caller, key);
            if (key.getRevoked()) {
                return key;
            }
            checkNotLast(key);
            var revoked = ApiKeyDefined.newBuilder(key)
                    .setRevoked(true)
                    .setPreviousSha256(null)
                    .setPreviousUntil(null)
                    .build();
            definitions.put(id, revoked);
            return revoked;
        } finally {
            turn.unlock();
        }
    }

    /** Another instance may have revoked it after it was read here: then the log must end with that. */
    private void checkNotRevokedMeanwhile(String id) throws InterruptedException {
        ApiKeyDefined seen = keys.get(id).orElseThrow(KeyRing::ended);
        if (seen.getRevoked()) {
            definitions.put(id, seen);
            throw ended();
        }
    }

    /** Without an admin's key nobody could make another. */
    private void checkNotLast(ApiKeyDefined key) {
        boolean others = keys.all().stream()
                .filter(other -> !other.getKeyId().equals(key.getKeyId()))
                .filter(keys::isGood)
                .anyMatch(other -> Caller.scopes(other).contains(KeyScope.ADMIN));
        if (keys.isGood(key) && Caller.scopes(key).contains(KeyScope.ADMIN) && !others) {
            throw new RefusedException(new NotNow("This is the last admin key: make another one first."));
        }
    }

    /** To others a project that is not theirs is none at all. */
    private void checkProject(Caller caller, String project) {
        boolean visible = caller.admin() || project.equals(caller.project());
        if (!visible || named.projects().get(project).isEmpty()) {
            throw new RefusedException(new NotFound("There is no project of this name."));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static RefusedException ended() {
        return new RefusedException(new NotNow("The key is revoked or has expired. Make a new one."));
    }
}
