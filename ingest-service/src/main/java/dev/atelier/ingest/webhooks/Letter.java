package dev.atelier.ingest.webhooks;

import java.time.Instant;
import java.util.List;

/**
 * What is to be signed.
 *
 * @param id      of the delivery: the same for each attempt
 * @param at      when this attempt is made
 * @param subject the id of what it tells of
 * @param project whose event it tells
 * @param body    the very bytes that are posted
 * @param secrets what signs it, the present one first
 */
@SuppressWarnings("ArrayRecordComponent") // signed once, never compared
public record Letter(String id, Instant at, String subject, String project, byte[] body, List<SigningSecret> secrets) {
    public Letter {
        secrets = List.copyOf(secrets);
    }
}
