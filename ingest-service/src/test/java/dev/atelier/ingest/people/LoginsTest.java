package dev.atelier.ingest.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.event.KeyScope;
import dev.atelier.ingest.generation.Refusal;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
    private static final PeopleConfig CONFIG =
            new PeopleConfig(Optional.empty(), Optional.empty(), "realm_access.roles", "atelier-", "projects");
    private static final Refusal NO_PROJECT = new NotFound("There is no project of this name.");

    private static Optional<Caller> find(Map<String, Object> claims, @Nullable String project) {
        var logins =
                new Logins(CONFIG, _ -> Optional.of(new Claims(claims)), Set.of("default", "one", "two")::contains);
        return logins.find("a token", project);
    }

    private static Map<String, Object> claims(String role, Object projects) {
        return Map.of("sub", "ann", "realm_access", Map.of("roles", List.of("other", role)), "projects", projects);
    }

    @Test
    void givesEachRoleItsScopes() {
        assertThat(scopes("atelier-viewer")).containsExactlyInAnyOrder(KeyScope.READ);
        assertThat(scopes("atelier-editor")).containsExactlyInAnyOrder(KeyScope.READ, KeyScope.SUBMIT);
        assertThat(scopes("atelier-operator"))
                .containsExactlyInAnyOrder(KeyScope.READ, KeyScope.SUBMIT, KeyScope.MANAGE);
        assertThat(scopes("atelier-admin")).containsExactlyInAnyOrder(KeyScope.ADMIN);
    }

    private static Set<KeyScope> scopes(String role) {
        return find(claims(role, "one"), null).orElseThrow().scopes();
    }

    @Test
    void givesARoleThatIsNotOursNothing() {
        assertThat(scopes("admin")).isEmpty();
    }

    @Test
    void actsForTheOneProjectOfTheToken() {
        assertThat(find(claims("atelier-viewer", "one"), null))
                .contains(new Caller("one", "user:ann", Set.of(KeyScope.READ), Set.of()));
    }

    @Test
    void actsForTheProjectThatTheRequestNamesAmongThoseOfTheToken() {
        assertThat(find(claims("atelier-viewer", List.of("one", "two")), "two"))
                .map(Caller::project)
                .contains("two");
        assertRefused(
                claims("atelier-viewer", List.of("one", "two")),
                null,
                new Refusal.InvalidRequest(
                        "x-atelier-project must name one of the projects of the token, which are 2",
                        Optional.of("x-atelier-project")));
    }

    @Test
    void knowsNoProjectThatTheTokenDoesNotName() {
        assertRefused(claims("atelier-operator", "one"), "two", NO_PROJECT);
    }

    @Test
    void knowsNoProjectThatIsNotDefined() {
        assertRefused(claims("atelier-viewer", "gone"), null, NO_PROJECT);
        assertRefused(claims("atelier-admin", "one"), "gone", NO_PROJECT);
    }

    @Test
    void letsAnAdminActForAnyProject() {
        assertThat(find(claims("atelier-admin", "one"), "two"))
                .map(Caller::project)
                .contains("two");
        assertThat(find(claims("atelier-admin", List.of()), null))
                .map(Caller::project)
                .contains("default");
    }

    @Test
    void knowsNobodyWithoutASubject() {
        assertThat(find(Map.of("projects", "one"), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln"})
    void knowsATokenByItsForm(String credential) {
        assertThat(Logins.isToken(credential)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"atl_live_0123", "id:secret", "a.b.c", "eyJ.eyJ", ""})
    void takesAnythingElseForAKey(String credential) {
        assertThat(Logins.isToken(credential)).isFalse();
    }

    private static void assertRefused(Map<String, Object> claims, @Nullable String project, Refusal refusal) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> find(claims, project))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }
}
