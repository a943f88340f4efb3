package dev.atelier.ingest.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.atelier.ingest.generation.Refusal.Unavailable;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuerTest {
    private static final RSAKey KEY = ScriptedIssuer.key("first");
    private static final RSAKey NEXT = ScriptedIssuer.key("next");

    private final ScriptedIssuer provider = new ScriptedIssuer(KEY);
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(Duration.ofSeconds(2), List.of()));
    private Instant now = Instant.now();
    private final Issuer issuer = issuer(provider.uri());

    private Issuer issuer(URI uri) {
        return new Issuer(uri, "atelier", new ProviderDocuments(http.outlet(HttpUrl.get(uri))), () -> now);
    }

    @AfterEach
    void close() {
        http.close();
        provider.close();
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return ScriptedIssuer.token(claims.build(), KEY);
    }

    @Test
    void readsATokenThatIsGood() {
        var claims = issuer.read(signed(provider.claims())).orElseThrow();

        assertThat(claims.words("sub")).containsExactly("ann");
        assertThat(claims.words("roles")).containsExactly("editor");
        assertThat(claims.words("projects")).containsExactly("default");
    }

    @Test
    void looksAtTheKeysOnceForManyTokens() {
        for (int count = 0; count < 3; count++) {
            assertThat(issuer.read(signed(provider.claims()))).isPresent();
        }

        assertThat(provider.looks()).isEqualTo(1);
    }

    @Test
    void refusesATokenForSomebodyElse() {
        assertThat(issuer.read(signed(provider.claims().audience("other")))).isEmpty();
        assertThat(issuer.read(signed(provider.claims().audience(List.of())))).isEmpty();
    }

    @Test
    void refusesATokenOfAnotherIssuer() {
        assertThat(issuer.read(signed(provider.claims().issuer("https://elsewhere.example"))))
                .isEmpty();
    }

    @Test
    void refusesATokenPastItsTimeOrBeforeIt() {
        var past = Date.from(Instant.now().minusSeconds(120));
        var ahead = Date.from(Instant.now().plusSeconds(120));

        assertThat(issuer.read(signed(provider.claims().expirationTime(past)))).isEmpty();
        assertThat(issuer.read(signed(provider.claims().notBeforeTime(ahead)))).isEmpty();
        assertThat(issuer.read(signed(provider.claims().expirationTime(null)))).isEmpty();
    }

    @Test
    void refusesATokenThatNobodySigned() {
        String token = new PlainJWT(provider.claims().build()).serialize();

        assertThat(issuer.read(token)).isEmpty();
    }

    @Test
    void refusesATokenSignedWithThePublicKeyAsASharedSecret() throws JOSEException {
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(KEY.toRSAPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(UTF_8);
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID());

        assertThat(issuer.read(ScriptedIssuer.token(provider.claims().build(), header, new MACSigner(pem))))
                .isEmpty();
    }

    @Test
    void refusesATokenSignedByAnotherKeyOfTheSameName() {
        RSAKey impostor = ScriptedIssuer.key(KEY.getKeyID());

        assertThat(issuer.read(ScriptedIssuer.token(provider.claims().build(), impostor)))
                .isEmpty();
    }

    @Test
    void believesNoKeyThatATokenBringsAlong() throws JOSEException {
        RSAKey own = ScriptedIssuer.key("own");
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(own.toPublicJWK()).keyID("own");

        assertThat(issuer.read(ScriptedIssuer.token(provider.claims().build(), header, new RSASSASigner(own))))
                .isEmpty();
    }

    @Test
    void refusesATokenOfAnotherKind() throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("logout+jwt"))
                .keyID(KEY.getKeyID());

        assertThat(issuer.read(ScriptedIssuer.token(provider.claims().build(), header, new RSASSASigner(KEY))))
                .isEmpty();
    }

    @Test
    void refusesWhatWasChangedAfterItWasSigned() {
        String good = signed(provider.claims());
        String[] parts = good.split("\\.", -1);
        String other =
                provider.claims().claim("roles", List.of("admin")).build().toString();
        String forged = parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(UTF_8))
                + "." + parts[2];

        assertThat(issuer.read(forged)).isEmpty();
    }

    @Test
    void learnsOfANewKeyAndForgetsTheOldOne() {
        assertThat(issuer.read(signed(provider.claims()))).isPresent();

        provider.rotate(NEXT);

        assertThat(issuer.read(ScriptedIssuer.token(provider.claims().build(), NEXT)))
                .isPresent();
        assertThat(issuer.read(signed(provider.claims()))).isEmpty();
    }

    @Test
    void doesNotAskTheProviderForEachKeyThatItDoesNotKnow() {
        assertThat(issuer.read(signed(provider.claims()))).isPresent();

        for (int count = 0; count < 10; count++) {
            assertThat(issuer.read(ScriptedIssuer.token(provider.claims().build(), NEXT)))
                    .isEmpty();
        }

        assertThat(provider.looks()).isLessThanOrEqualTo(2);
    }

    @Test
    void saysThatItCannotTellWhileTheProviderIsDownAndAsksItAgainLater() {
        provider.down(true);
        String token = signed(provider.claims());

        assertUnavailable(issuer, token);
        provider.down(false);
        assertUnavailable(issuer, token);
        now = now.plusSeconds(6);

        assertThat(issuer.read(token)).isPresent();
    }

    @Test
    void believesNoProviderThatSpeaksForAnother() {
        URI other = URI.create(provider.uri().toString().replace("127.0.0.1", "localhost"));

        assertUnavailable(issuer(other), signed(provider.claims()));
    }

    private static void assertUnavailable(Issuer issuer, String token) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> issuer.read(token))
                .satisfies(refused -> assertThat(refused.refusal()).isInstanceOf(Unavailable.class));
    }
}
