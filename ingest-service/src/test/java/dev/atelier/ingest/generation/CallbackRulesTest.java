package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackRulesTest {
    private final CallbackRules rules = new CallbackRules(url -> url.host().equals("inside"));

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/done", "https://example.org:8443/a?b=c", "http://inside:9000/done"})
    void takesASecureUrlAndAnyThatAnOperatorVouchesFor(String url) {
        assertThat(rules.url("url", url)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "http://example.org",
                "https://",
                "https:///x",
                "https://u@example.org",
                "https://u:p@example.org",
                "ftp://inside/x",
                "https://exa mple.org",
                "https://example.org\\@inside/"
            })
    void refusesAWebhookThatIsNoSecureUrl(String url) {
        assertRefused("webhook", () -> rules.check(Optional.of(new Callback(url, List.of(), Optional.empty()))));
    }

    @Test
    void refusesAUrlThatIsTooLong() {
        assertRefused("url", () -> rules.url("url", "https://example.org/" + "x".repeat(2048)));
    }

    @Test
    void refusesAnEventThatThereIsNot() {
        assertRefused("events[1]", () -> CallbackRules.events("events", List.of("batch.finished", "batch.begun")));
    }

    @Test
    void namesEachEventOnce() {
        assertThat(CallbackRules.events("events", List.of("batch.finished", "batch.finished")))
                .containsExactly("batch.finished");
    }

    @Test
    void refusesEventsWithoutAUrl() {
        assertRefused("webhookEvents", () -> Callback.of(Optional.empty(), Optional.of(List.of("batch.finished"))));
    }

    private static void assertRefused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.refusal())
                        .isInstanceOfSatisfying(
                                InvalidRequest.class,
                                invalid -> assertThat(invalid.field()).contains(field)));
    }
}
