package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the bytes of one request are to be hashed to.
 *
 * @param algorithm as Java names it, such as SHA-1
 * @param value     the hash in hexadecimal
 */
public record Checksum(String algorithm, String value) {
    public Checksum {
        requireNonNull(algorithm);
        requireNonNull(value);
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    boolean fits(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).equals(value);
    }
}
