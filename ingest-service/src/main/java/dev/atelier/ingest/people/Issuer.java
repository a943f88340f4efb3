package dev.atelier.ingest.people;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.atelier.ingest.generation.RefusedException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenID Connect provider whose tokens are good. It is asked where its keys are when the first token comes (OpenID
 * Connect Discovery 1.0); its keys are kept for minutes and asked for anew when a token names one that is not among them,
 * though not often. A token must be signed by one of them with an asymmetric algorithm, be meant for us, and be neither
 * expired nor too young. Blocks, so run it on a virtual thread. Thread-safe.
 */
public final class Issuer {
    private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);

    /** Signatures that a public key verifies; whoever knows that key could make the others. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);
    private static final Duration KEYS_AWAITED = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    /** How long the last keys are good when the provider does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(1);

    private static final Duration BETWEEN_DISCOVERIES = Duration.ofSeconds(5);

    private final URI issuer;
    private final String audience;
    private final ProviderDocuments documents;
    private final InstantSource clock;

    private @Nullable DefaultJWTProcessor<SecurityContext> processor;
    private Instant discoverAgain = Instant.MIN;

    public Issuer(URI issuer, String audience, ProviderDocuments documents, InstantSource clock) {
        this.issuer = requireNonNull(issuer);
        this.audience = requireNonNull(audience);
        this.documents = requireNonNull(documents);
        this.clock = requireNonNull(clock);
    }

    /** What {@code token} says; empty where it is not good. Refused as unavailable where the provider does not answer. */
    Optional<Claims> read(String token) {
        try {
            return Optional.of(new Claims(processor().process(token, null).getClaims()));
        } catch (RemoteKeySourceException e) {
            throw unavailable(e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            // The reason is the client's to find out: it may name claims.
            LOG.atDebug().addKeyValue("reason", e.getClass().getSimpleName()).log("A token was refused");
            return Optional.empty();
        }
    }

    private synchronized DefaultJWTProcessor<SecurityContext> processor() {
        if (processor == null) {
            if (clock.instant().isBefore(discoverAgain)) {
                throw RefusedException.unavailable("The login provider did not answer a moment ago.");
            }
            try {
                processor = processor(documents.keysOf(issuer));
            } catch (ProviderDocuments.UnreadableException e) {
                discoverAgain = clock.instant().plus(BETWEEN_DISCOVERIES);
                throw unavailable(e);
            }
        }
        return processor;
    }

    private DefaultJWTProcessor<SecurityContext> processor(URL keys) {
        var source = JWKSourceBuilder.<SecurityContext>create(keys, documents)
                .cache(KEYS_KEPT.toMillis(), KEYS_AWAITED.toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN_LOOKS.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
        var made = new DefaultJWTProcessor<SecurityContext>();
        made.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
        made.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer.toString()).build(), Set.of("sub", "exp")));
        return made;
    }

    private static RefusedException unavailable(Exception e) {
        return RefusedException.unavailable("The login provider does not answer as it should.", e);
    }
}
