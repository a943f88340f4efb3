package dev.atelier.ingest.keyring;

import static dev.atelier.event.KeyScope.ADMIN;
import static dev.atelier.event.KeyScope.MANAGE;
import static dev.atelier.event.KeyScope.READ;
import static dev.atelier.event.KeyScope.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.event.RateLimit;
import dev.atelier.ingest.generation.Refusal;
import dev.atelier.ingest.generation.Refusal.Forbidden;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keyring.NewKey.Bounds;
import dev.atelier.ingest.keys.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Bounds UNBOUND = new Bounds(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Caller MANAGER = new Caller("demo", "maker", Set.of(READ, MANAGE), Set.of());
    private static final Set<String> MODELS = Set.of("a/one", "a/two");

    private static NewKey wanted(Set<KeyScope> scopes, String... models) {
        return wanted(scopes, UNBOUND, models);
    }

    private static NewKey wanted(Set<KeyScope> scopes, Bounds bounds, String... models) {
        return new NewKey(
                "ci",
                "live",
                Optional.empty(),
                scopes,
                models.length == 0 ? Optional.empty() : Optional.of(List.of(models)),
                bounds);
    }

    private static ApiKeyDefined.Builder key(String id, KeyScope... scopes) {
        return ApiKeyDefined.newBuilder()
                .setKeyId(id)
                .setSha256("")
                .setLastFour("")
                .setProject("demo")
                .setCreatedAt(NOON)
                .setScopes(List.of(scopes));
    }

    @Test
    void grantsWhatTheMakerHas() {
        assertThatNoException()
                .isThrownBy(() -> KeyRules.checkGrant(MANAGER, Optional.empty(), wanted(Set.of(READ, MANAGE))));
    }

    @Test
    void grantsNoScopeThatTheMakerDoesNotHave() {
        assertForbidden(
                () -> KeyRules.checkGrant(MANAGER, Optional.empty(), wanted(Set.of(READ, SUBMIT, ADMIN))),
                "This needs a key that itself has scope admin, submit.");
    }

    @Test
    void letsAnAdminGrantAnyScope() {
        var admin = new Caller("demo", "maker", Set.of(ADMIN), Set.of());

        assertThatNoException()
                .isThrownBy(() ->
                        KeyRules.checkGrant(admin, Optional.empty(), wanted(Set.of(READ, SUBMIT, MANAGE, ADMIN))));
    }

    @Test
    void grantsNoModelThatTheMakerMayNotAskFor() {
        var limited = new Caller("demo", "maker", Set.of(READ, MANAGE), Set.of("a/one"));

        assertThatNoException()
                .isThrownBy(() -> KeyRules.checkGrant(limited, Optional.empty(), wanted(Set.of(READ), "a/one")));
        assertForbidden(
                () -> KeyRules.checkGrant(limited, Optional.empty(), wanted(Set.of(READ), "a/one", "a/two")),
                "A key grants no more than its maker has: models must be among a/one.");
        assertForbidden(
                () -> KeyRules.checkGrant(limited, Optional.empty(), wanted(Set.of(READ))),
                "A key grants no more than its maker has: models must be among a/one.");
    }

    @Test
    void letsNoKeyOutliveItsMaker() {
        var maker = Optional.of(key("maker", READ, MANAGE).setExpiresAt(NOON).build());
        var longer = new Bounds(Optional.of(NOON.plusMillis(1)), Optional.empty(), Optional.empty());
        var asLong = new Bounds(Optional.of(NOON), Optional.empty(), Optional.empty());
        String message =
                "A key outlives its maker no more than it exceeds it: expiresAt must be 2026-01-01T12:00:00Z or earlier.";

        assertThatNoException().isThrownBy(() -> KeyRules.checkGrant(MANAGER, maker, wanted(Set.of(READ), asLong)));
        assertForbidden(() -> KeyRules.checkGrant(MANAGER, maker, wanted(Set.of(READ), longer)), message);
        assertForbidden(() -> KeyRules.checkGrant(MANAGER, maker, wanted(Set.of(READ))), message);
    }

    @Test
    void letsNoBoundKeyMultiplyItself() {
        var limited =
                key("maker", READ, MANAGE).setRateLimit(new RateLimit(1.0, 1)).build();
        var shared = key("maker", READ, MANAGE).setBudgetShare(0.1).build();
        String message = "A key that has a rate limit or a share of the budget makes no others.";

        assertForbidden(() -> KeyRules.checkGrant(MANAGER, Optional.of(limited), wanted(Set.of(READ))), message);
        assertForbidden(() -> KeyRules.checkGrant(MANAGER, Optional.of(shared), wanted(Set.of(READ))), message);
    }

    @Test
    void rotatesNoKeyIntoHandsThatHaveLess() {
        assertThatNoException()
                .isThrownBy(() -> KeyRules.checkRotation(
                        MANAGER, Optional.empty(), key("other", READ).build()));
        assertForbidden(
                () -> KeyRules.checkRotation(
                        MANAGER, Optional.empty(), key("other", ADMIN).build()),
                "This needs a key that itself has scope admin.");
    }

    @Test
    void rotatesItsOwnKeyWhateverBindsIt() {
        var own = key("maker", READ, MANAGE).setBudgetShare(0.1).build();

        assertThatNoException().isThrownBy(() -> KeyRules.checkRotation(MANAGER, Optional.of(own), own));
        assertForbidden(
                () -> KeyRules.checkRotation(
                        MANAGER, Optional.of(own), key("other", READ).build()),
                "A key that has a rate limit or a share of the budget makes no others.");
    }

    @Test
    void revokesNoKeyThatMayDoMore() {
        assertThatNoException()
                .isThrownBy(() ->
                        KeyRules.checkRevocation(MANAGER, key("other", READ).build()));
        assertForbidden(
                () -> KeyRules.checkRevocation(MANAGER, key("other", ADMIN).build()),
                "This needs a key that itself has scope admin.");
    }

    @Test
    void takesAKeyThatKeepsEveryRule() {
        var bounds = new Bounds(Optional.of(NOON.plusMillis(1)), Optional.of(new RateLimit(2.5, 10)), Optional.of(1.0));

        assertThatNoException().isThrownBy(() -> KeyRules.check(wanted(Set.of(READ), bounds, "a/one"), MODELS, NOON));
    }

    @Test
    void refusesWhatBreaksARule() {
        var none = Optional.<RateLimit>empty();
        assertInvalid(wanted(Set.of()), "scopes must name one at least, but was empty");
        assertInvalid(
                wanted(Set.of(READ), "a/three"),
                "models must be full names of models that are defined, but was a/three");
        assertInvalid(
                wanted(Set.of(READ), new Bounds(Optional.of(NOON), none, Optional.empty())),
                "expiresAt must lie ahead, but was 2026-01-01T12:00:00Z");
        assertInvalid(
                wanted(Set.of(READ), new Bounds(Optional.empty(), none, Optional.of(0.0))),
                "budgetShare must be above 0 and at most 1, but was 0.0");
        assertInvalid(
                wanted(
                        Set.of(READ),
                        new Bounds(Optional.empty(), Optional.of(new RateLimit(0.001, 1000)), Optional.empty())),
                "rateLimit.burst must not take longer than a day to come back, but was 1000");
    }

    private static void assertInvalid(NewKey key, String message) {
        assertRefused(
                () -> KeyRules.check(key, MODELS, NOON),
                new Refusal.InvalidRequest(message, Optional.of(message.substring(0, message.indexOf(' ')))));
    }

    private static void assertForbidden(ThrowingCallable act, String message) {
        assertRefused(act, new Forbidden(message));
    }

    private static void assertRefused(ThrowingCallable act, Refusal refusal) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(act)
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }
}
