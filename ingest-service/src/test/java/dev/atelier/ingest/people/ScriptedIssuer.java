package dev.atelier.ingest.people;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** An OpenID Connect provider with the keys that a test gives it. */
public final class ScriptedIssuer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final List<RSAKey> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean down;

    /** A provider that publishes {@code keys}. */
    public ScriptedIssuer(RSAKey... keys) {
        this.keys.addAll(List.of(keys));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MockResponse answer(RecordedRequest request) {
        if (down) {
            return new MockResponse.Builder().code(503).build();
        }
        return switch (request.getUrl().encodedPath()) {
            case "/realm/.well-known/openid-configuration" ->
                json("{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(uri(), uri()));
            case "/realm/keys" -> {
                looks.incrementAndGet();
                yield json(new JWKSet(List.copyOf(keys)).toString());
            }
            default -> new MockResponse.Builder().code(404).build();
        };
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    /** Its name. */
    public URI uri() {
        return URI.create("http://127.0.0.1:%d/realm".formatted(server.getPort()));
    }

    /** From now on it publishes {@code key} alone. */
    public void rotate(RSAKey key) {
        keys.clear();
        keys.add(key);
    }

    /** Whether it fails to answer. */
    public void down(boolean now) {
        down = now;
    }

    /** How often its keys were looked at. */
    public int looks() {
        return looks.get();
    }

    /** A new key of that id. */
    public static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Good claims of Ann's, for audience atelier. */
    public JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(uri().toString())
                .audience("atelier")
                .subject("ann")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("roles", List.of("editor"))
                .claim("projects", List.of("default"));
    }

    /** A token of {@code claims}, signed with {@code key}. */
    public static String token(JWTClaimsSet claims, RSAKey key) {
        try {
            return token(
                    claims, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()), new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of {@code claims}, signed by {@code signer}. */
    public static String token(JWTClaimsSet claims, JWSHeader.Builder header, JWSSigner signer) {
        var token = new SignedJWT(header.build(), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.close();
    }
}
