package dev.atelier.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of generations and of batches: UUIDs, in lower case. Thread-safe. */
public final class GenerationIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** No idempotency key of a client holds a NUL. */
    private static final String BATCH = "batch\u0000";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    static {
        TrustedEvents.ensure();
    }

    private GenerationIds() {}

    /** A new id: UUID version 7 (RFC 9562, 5.7), 48 bits of {@code now} in milliseconds and 74 random bits. */
    public static String create(Instant now) {
        long high = (now.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFFL);
        return new UUID(high, variant(RANDOM.nextLong())).toString();
    }

    /**
     * The id of the generation that {@code project} submits under {@code idempotencyKey}: UUID version 8 (RFC 9562, 5.8)
     * from the first bits of SHA-256 over both. The same two are always the same generation, so no lock is needed to
     * submit once.
     */
    public static String derive(String project, String idempotencyKey) {
        MessageDigest sha256 = sha256();
        // A project's name holds no NUL, so that no two pairs are hashed alike.
        sha256.update(project.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        var hash = ByteBuffer.wrap(sha256.digest(idempotencyKey.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        return new UUID(high, variant(hash.getLong())).toString();
    }

    /**
     * The id of the batch that {@code project} submits under {@code idempotencyKey}; never that of a generation under the
     * same key.
     */
    public static String deriveBatch(String project, String idempotencyKey) {
        return derive(project, BATCH + idempotencyKey);
    }

    /**
     * The id of the generation that a batch of {@code project} makes of its item {@code index}, from 0, when what failed
     * was tried again {@code round} times. The same four are always the same generation.
     */
    public static String deriveChild(String project, String batchId, int round, int index) {
        return derive(project, BATCH + batchId + '\u0000' + round + '\u0000' + index);
    }

    /** Whether {@code id} has the form of an id. */
    public static boolean isValid(String id) {
        return FORM.matcher(id).matches();
    }

    private static long variant(long bits) {
        return (bits & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
