package dev.atelier.platform.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens that say something and prove that this installation said it. What they say can be read by whoever has one. Their
 * characters are those of a URL's path. Thread-safe.
 */
public final class Tokens {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final RootSecret secret;
    private final String purpose;

    /** Tokens for {@code purpose}; one that was given for another is worth nothing here. */
    public Tokens(RootSecret secret, String purpose) {
        this.secret = requireNonNull(secret);
        this.purpose = requireNonNull(purpose);
    }

    /** A token that says {@code subject}. */
    public String of(String subject) {
        return ENCODER.encodeToString(subject.getBytes(UTF_8))
                + '.'
                + ENCODER.encodeToString(secret.derive(purpose, subject));
    }

    /** What {@code token} says; empty where it is not one of these. */
    public Optional<String> subject(String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            String subject = new String(DECODER.decode(token.substring(0, dot)), UTF_8);
            byte[] proof = DECODER.decode(token.substring(dot + 1));
            return MessageDigest.isEqual(proof, secret.derive(purpose, subject))
                    ? Optional.of(subject)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
