package dev.atelier.platform.secrets;

import static dev.atelier.platform.config.InvalidConfigException.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.atelier.platform.config.Secret;

/**
 * The one secret of an installation. Signatures and secrets that the installation gives out are derived from it, so that none
 * of them is stored, and so that every instance knows them at once. Whoever changes it makes all of them invalid.
 *
 * @param secret the secret itself, of 32 characters at least
 */
public record RootSecret(Secret secret) {
    /** How many bytes {@link #derive} gives. */
    public static final int DERIVED_BYTES = 32;

    private static final int SHORTEST = 32;

    /** In config it is written as a {@link Secret}, under key {@code secret}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RootSecret {
        int length = secret.value().length();
        check(length >= SHORTEST, "secret", "must have at least %d characters".formatted(SHORTEST), length);
    }

    /**
     * 32 bytes that only this secret gives for {@code subject}, by HMAC-SHA256. What is derived for one {@code purpose} says
     * nothing about what is derived for another.
     *
     * @param purpose what they are for: a constant of the code, without line feeds
     * @param subject whose they are
     */
    public byte[] derive(String purpose, String subject) {
        return HmacSha256.of(secret.value().getBytes(UTF_8), (purpose + '\n' + subject).getBytes(UTF_8));
    }
}
