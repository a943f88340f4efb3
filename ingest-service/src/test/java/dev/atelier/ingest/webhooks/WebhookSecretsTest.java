package dev.atelier.ingest.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.config.Secret;
import dev.atelier.platform.secrets.RootSecret;
import org.junit.jupiter.api.Test;

class WebhookSecretsTest {
    private final WebhookSecrets secrets =
            new WebhookSecrets(new RootSecret(new Secret("a secret of thirty-two characters")));

    @Test
    void givesASecretThatEveryVerifierTakes() {
        assertThat(secrets.ofProject("default").text()).matches("whsec_[A-Za-z0-9+/]{43}=");
    }

    @Test
    void givesEachProjectAndEndpointItsOwn() {
        var endpoint = Samples.endpoint("https://example.org").build();
        var other =
                Samples.endpoint("https://example.org").setWebhookId("whe_2").build();

        assertThat(secrets.of(endpoint).text())
                .isEqualTo(secrets.of(endpoint).text())
                .isNotEqualTo(secrets.of(other).text())
                .isNotEqualTo(secrets.ofProject(endpoint.getWebhookId()).text());
    }

    @Test
    void signsWithBothForAWhileAfterARotation() {
        var before = Samples.endpoint("https://example.org").build();
        var after = Samples.endpoint("https://example.org")
                .setSecretVersion(2)
                .setPreviousSecretUntil(Samples.NOON.plusSeconds(60))
                .build();

        assertThat(secrets.signing(after, Samples.NOON.plusSeconds(59)))
                .extracting(SigningSecret::text)
                .containsExactly(secrets.of(after).text(), secrets.of(before).text());
        assertThat(secrets.signing(after, Samples.NOON.plusSeconds(60)))
                .extracting(SigningSecret::text)
                .containsExactly(secrets.of(after).text());
    }
}
