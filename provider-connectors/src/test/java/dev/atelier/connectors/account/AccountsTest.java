package dev.atelier.connectors.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.account.Accounts.Access;
import dev.atelier.event.AccountDefined;
import dev.atelier.platform.config.Secret;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose credentials a job runs with. */
class AccountsTest {
    private static final AccountRules RULES =
            new AccountRules("fal", HttpUrl.get("https://queue.fal.run"), "FAL_KEY", true);

    private final Accounts accounts = new Accounts(
            Map.of("FAL_KEY", " shared \n", "FAL_TEAM_KEY", "team", "AWS_SECRET", "not theirs", "FAL_BLANK", " "));

    @Test
    void usesTheSharedKeyAtTheVendorsOwnAddress() {
        accounts.define("fal", account().build());

        assertThat(accounts.access("fal", RULES))
                .isEqualTo(new Access.Granted(
                        new Account("fal", HttpUrl.get("https://queue.fal.run"), Optional.of(new Secret("shared")))));
    }

    @Test
    void usesAnAccountsOwnKeyAtItsOwnAddress() {
        accounts.define(
                "fal",
                account()
                        .setCredential("FAL_TEAM_KEY")
                        .setBaseUrl("https://proxy.test/fal")
                        .build());

        assertThat(accounts.access("fal", RULES))
                .isEqualTo(new Access.Granted(
                        new Account("fal", HttpUrl.get("https://proxy.test/fal"), Optional.of(new Secret("team")))));
    }

    @Test
    void keepsTheVendorsKeyFromOthersThatServeItsApi() {
        var rules = new AccountRules("fal", HttpUrl.get("https://queue.fal.run"), "FAL_KEY", true, false);
        accounts.define("fal", account().setBaseUrl("http://mine:8000/v1").build());

        assertThat(accounts.access("fal", rules))
                .isEqualTo(
                        new Access.Granted(new Account("fal", HttpUrl.get("http://mine:8000/v1"), Optional.empty())));
    }

    @Test
    void showsOthersTheKeyThatIsNamedForThem() {
        var rules = new AccountRules("fal", HttpUrl.get("https://queue.fal.run"), "FAL_KEY", true, false);
        accounts.define(
                "fal",
                account()
                        .setBaseUrl("http://mine:8000/v1")
                        .setCredential("FAL_TEAM_KEY")
                        .build());
        assertThat(accounts.access("fal", rules))
                .isEqualTo(new Access.Granted(
                        new Account("fal", HttpUrl.get("http://mine:8000/v1"), Optional.of(new Secret("team")))));

        accounts.define(
                "fal",
                account()
                        .setBaseUrl("http://mine:8000/v1")
                        .setCredential("FAL_NONE")
                        .build());
        assertThat(accounts.access("fal", rules)).isInstanceOf(Access.Refused.class);
    }

    @Test
    void isAsTheRulesSayUntilItIsDefined() {
        assertThat(accounts.access("fal", RULES)).isInstanceOf(Access.Granted.class);
    }

    @Test
    void followsChanges() {
        accounts.define("fal", account().setCredential("FAL_NONE").build());
        assertThat(accounts.access("fal", RULES)).isInstanceOf(Access.Refused.class);

        accounts.define("fal", null);
        assertThat(accounts.access("fal", RULES)).isInstanceOf(Access.Granted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAL_MISSING", "FAL_BLANK"})
    void refusesAnAccountWithoutAKey(String variable) {
        accounts.define("fal", account().setCredential(variable).build());

        assertThat(accounts.access("fal", RULES))
                .isInstanceOfSatisfying(
                        Access.Refused.class,
                        refused -> assertThat(refused.failure().detail())
                                .isEqualTo("The account fal has no key: %s is not set where the connectors run."
                                        .formatted(variable)));
    }

    @Test
    void neverHandsOutASecretThatIsNotTheProviders() {
        accounts.define("fal", account().setCredential("AWS_SECRET").build());

        assertThat(accounts.access("fal", RULES)).isInstanceOf(Access.Refused.class);
    }

    @Test
    void refusesAnAccountOfAnotherProvider() {
        accounts.define("fal", account().setProvider("replicate").build());

        assertThat(accounts.access("fal", RULES)).isInstanceOf(Access.Refused.class);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        accounts.define("fal", account().setBaseUrl("ftp://x").build());

        assertThat(accounts.access("fal", RULES)).isInstanceOf(Access.Refused.class);
    }

    @Test
    void knowsWhetherAnyAccountCouldRun() {
        assertThat(RULES.metBy(Map.of("FAL_ANY", "x"))).isTrue();
        assertThat(RULES.metBy(Map.of("FAL_KEY", " ", "FALSE", "x"))).isFalse();
    }

    private static AccountDefined.Builder account() {
        return AccountDefined.newBuilder().setAccount("fal").setProvider("fal").setConcurrency(1);
    }
}
